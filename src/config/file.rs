//! `config.toml` as it stands on disk: which sections and keys there are.
//!
//! Shapes only, no rules and no defaults: those are in `build` and `wijken`. An unknown key is an
//! error, because a mistyped key that is quietly ignored is a rule that quietly does not hold.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::values::{Address, Day, Domain, Hours, Place, Slug, Text, Time, Whole};
use crate::domain::consent::Voice;
use crate::domain::desk::Recipient;
use crate::domain::people::{Office, Role, Theme};
use crate::domain::room::RoomName;
use crate::domain::wijk::SchoolRegion;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfigFile {
    pub(super) desk: DeskFile,
    pub(super) general_contact: GeneralContactFile,
    #[serde(default)]
    pub(super) files: FilesFile,
    #[serde(default)]
    pub(super) mail: MailFile,
    #[serde(default)]
    pub(super) chat: ChatFile,
    #[serde(default)]
    pub(super) store: StoreFile,
    #[serde(default)]
    pub(super) feed: FeedFile,
    #[serde(default)]
    pub(super) security: SecurityFile,
    #[serde(default)]
    pub(super) planning: PlanningFile,
    #[serde(default)]
    pub(super) approval: ApprovalFile,
    #[serde(default)]
    pub(super) confirm: ConfirmFile,
    #[serde(default)]
    pub(super) reminder: Vec<ReminderFile>,
    #[serde(default)]
    pub(super) office_hours: OfficeHoursFile,
    #[serde(default)]
    pub(super) limits: LimitsFile,
    #[serde(default)]
    pub(super) retention: RetentionFile,
    #[serde(default)]
    pub(super) recess: Vec<PeriodFile>,
    #[serde(default)]
    pub(super) wijk: Vec<WijkFile>,
    #[serde(default)]
    pub(super) contact: Vec<ContactFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DeskFile {
    pub(super) organisation: Text,
    pub(super) name: Text,
    pub(super) address: Spanned<Address>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GeneralContactFile {
    pub(super) name: Text,
    pub(super) address: Spanned<Address>,
    pub(super) phone: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FilesFile {
    pub(super) templates: Option<Place>,
    pub(super) knowledge: Option<Place>,
    pub(super) school_holidays: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum TransportFile {
    Maildir,
    Imap,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MailFile {
    pub(super) transport: Option<Spanned<TransportFile>>,
    pub(super) folder: Option<Spanned<Place>>,
    pub(super) authserv_id: Option<Text>,
    pub(super) plus_addresses: Option<bool>,
    pub(super) mail_bytes_max: Option<Whole<65_536, 104_857_600>>,
    pub(super) own_copy: Option<OwnCopyFile>,
    #[serde(default)]
    pub(super) dkim_selectors: Vec<Text>,
    pub(super) poll_minutes: Option<Whole<1, 60>>,
    pub(super) imap: Option<Spanned<ServerFile>>,
    pub(super) smtp: Option<Spanned<ServerFile>>,
    pub(super) oauth: Option<Spanned<OAuthFile>>,
    pub(super) folders: Option<Spanned<FolderNamesFile>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ConnectionFile {
    Tls,
    Starttls,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum OwnCopyFile {
    Append,
    Server,
    Bcc,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ServerFile {
    pub(super) host: Text,
    pub(super) port: Option<Whole<1, 65_535>>,
    pub(super) security: Option<Spanned<ConnectionFile>>,
    pub(super) ca_file: Option<Place>,
    pub(super) user: Option<Text>,
    /// Known only to be refused with the remedy.
    pub(super) password: Option<Spanned<serde::de::IgnoredAny>>,
    pub(super) password_env: Option<Text>,
    pub(super) password_file: Option<Place>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OAuthFile {
    pub(super) token_endpoint: Spanned<Text>,
    pub(super) client_id: Text,
    pub(super) client_secret_env: Option<Text>,
    pub(super) client_secret_file: Option<Place>,
    pub(super) refresh_token_env: Option<Text>,
    pub(super) refresh_token_file: Option<Place>,
    pub(super) scope: Option<Text>,
    pub(super) ca_file: Option<Place>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FolderNamesFile {
    pub(super) processed: Option<Text>,
    pub(super) review: Option<Text>,
    pub(super) quarantine: Option<Text>,
    pub(super) sent: Option<Text>,
    pub(super) junk: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChatFile {
    pub(super) rooms: Option<Spanned<Vec<RoomName>>>,
    pub(super) console_name: Option<Text>,
    pub(super) digest: Option<Spanned<Text>>,
    #[serde(default)]
    pub(super) staff: Vec<StaffFile>,
    pub(super) discord: Option<Spanned<DiscordFile>>,
    pub(super) matrix: Option<Spanned<MatrixFile>>,
    pub(super) undo_seconds: Option<Whole<0, 3_600>>,
    pub(super) nudge_hours: Option<Whole<1, 100>>,
    pub(super) four_eyes: Option<Spanned<bool>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffFile {
    pub(super) account: Spanned<Text>,
    pub(super) name: Text,
    pub(super) role: Role,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DiscordFile {
    /// Known only to be refused with the remedy.
    pub(super) token: Option<Spanned<serde::de::IgnoredAny>>,
    pub(super) token_env: Option<Text>,
    pub(super) token_file: Option<Place>,
    pub(super) guild: Spanned<Text>,
    pub(super) channel: Spanned<Text>,
    pub(super) lezer: Option<Spanned<Text>>,
    pub(super) planner: Option<Spanned<Text>>,
    pub(super) beheerder: Option<Spanned<Text>>,
    pub(super) api: Option<Spanned<Text>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MatrixFile {
    pub(super) homeserver: Spanned<Text>,
    pub(super) user: Spanned<Text>,
    pub(super) room: Spanned<Text>,
    /// Both known only to be refused with the remedy.
    pub(super) password: Option<Spanned<serde::de::IgnoredAny>>,
    pub(super) token: Option<Spanned<serde::de::IgnoredAny>>,
    pub(super) password_env: Option<Text>,
    pub(super) password_file: Option<Place>,
    pub(super) token_env: Option<Text>,
    pub(super) token_file: Option<Place>,
    pub(super) allow_unencrypted: Option<bool>,
    pub(super) ca_file: Option<Place>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoreFile {
    pub(super) folder: Option<Place>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FeedFile {
    pub(super) folder: Option<Spanned<Place>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SecurityFile {
    pub(super) key_file: Option<Place>,
    pub(super) key_env: Option<Text>,
    #[serde(default)]
    pub(super) vip_domains: Vec<Domain>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlanningFile {
    #[serde(default)]
    pub(super) notice_days: BTreeMap<Office, Spanned<Whole<0, 365>>>,
    pub(super) ahead_days_max: Option<Spanned<Whole<1, 1_000>>>,
    pub(super) options_max: Option<Whole<1, 5>>,
    pub(super) hold_working_days: Option<Whole<1, 60>>,
    #[serde(default)]
    pub(super) never_same_day: Vec<(Spanned<String>, Spanned<String>)>,
    #[serde(default)]
    pub(super) also_closed: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) office: BTreeMap<Office, OfficeFile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeFile {
    pub(super) ahead_days_max: Option<Spanned<Whole<1, 1_000>>>,
    #[serde(default)]
    pub(super) busy: Vec<BusyFile>,
}

/// No `hours`: all day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BusyFile {
    pub(super) days: Spanned<Vec<DayFile>>,
    pub(super) hours: Option<Hours>,
    pub(super) why: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DayFile {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum BeforeOfferFile {
    Always,
    Never,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ApprovalFile {
    pub(super) before_offer: Option<BeforeOfferFile>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ConfirmFile {
    pub(super) needs: Option<Spanned<Vec<Voice>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ReminderFile {
    pub(super) days_before: Spanned<Whole<0, 90>>,
    pub(super) at: Spanned<Time>,
    pub(super) to: Spanned<Vec<Recipient>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OfficeHoursFile {
    pub(super) from: Option<Spanned<Time>>,
    pub(super) until: Option<Spanned<Time>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LimitsFile {
    pub(super) answers_per_address_per_day: Option<Whole<1, 100>>,
    pub(super) answers_per_day: Option<Whole<1, 10_000>>,
    pub(super) answer_within_days: Option<Whole<1, 365>>,
    pub(super) unknown_hours_max: Option<Whole<1, 72>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetentionFile {
    pub(super) text_days: Option<Spanned<Whole<1, 36_500>>>,
    pub(super) contact_days: Option<Spanned<Whole<1, 36_500>>>,
    pub(super) unwanted_days: Option<Whole<1, 36_500>>,
    pub(super) core_days: Option<Spanned<Whole<1, 36_500>>>,
    pub(super) mail_file_days: Option<Spanned<Whole<1, 36_500>>>,
    pub(super) log_days: Option<Whole<1, 36_500>>,
}

/// `until` is the last day itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodFile {
    pub(super) name: Text,
    pub(super) from: Spanned<Day>,
    pub(super) until: Spanned<Day>,
}

/// `until` is the last day itself.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosedFile {
    pub(super) from: Day,
    pub(super) until: Spanned<Day>,
    pub(super) why: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactFile {
    pub(super) id: Spanned<Slug>,
    pub(super) name: Text,
    pub(super) address: Spanned<Address>,
    pub(super) phone: Option<Text>,
    pub(super) hours: Option<Spanned<OpeningFile>>,
    #[serde(default)]
    pub(super) away: Vec<ClosedFile>,
}

/// More hours on one date than the week has.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpenOnFile {
    pub(super) on: Spanned<Day>,
    pub(super) hours: Spanned<Vec<Spanned<Hours>>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WijkFile {
    pub(super) id: Spanned<Slug>,
    pub(super) name: Spanned<Text>,
    #[serde(default)]
    pub(super) also_known_as: Vec<Spanned<Text>>,
    pub(super) municipality: Text,
    #[serde(default)]
    pub(super) not_to_confuse_with: Vec<Text>,
    pub(super) province: Text,
    pub(super) school_region: SchoolRegion,
    #[serde(default)]
    pub(super) carnival: bool,
    pub(super) description: Option<Text>,
    pub(super) meeting_point: Option<Text>,
    #[serde(default)]
    pub(super) programme: Vec<ProgrammeFile>,
    pub(super) station: Option<Text>,
    #[serde(default)]
    pub(super) themes: Vec<Theme>,
    #[serde(default)]
    pub(super) hosts: Vec<Spanned<String>>,
    pub(super) residents: Option<Spanned<String>>,
    pub(super) confirm: Option<Spanned<Vec<Voice>>>,
    pub(super) opening: Option<Spanned<OpeningFile>>,
    #[serde(default)]
    pub(super) closed: Vec<ClosedFile>,
    #[serde(default)]
    pub(super) open_on: Vec<OpenOnFile>,
    #[serde(default)]
    pub(super) school_holidays: Vec<PeriodFile>,
    pub(super) visits_per_week_max: Option<Whole<1, 50>>,
    pub(super) visits_per_day_max: Option<Whole<1, 10>>,
    pub(super) party_max: Option<Whole<1, 500>>,
    pub(super) duration_minutes: Option<Spanned<Whole<15, 600>>>,
    pub(super) buffer_minutes: Option<Whole<0, 240>>,
    #[serde(default)]
    pub(super) travel_minutes: BTreeMap<Spanned<String>, Whole<1, 600>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProgrammeFile {
    pub(super) after_minutes: Spanned<Whole<0, 600>>,
    pub(super) what: Text,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OpeningFile {
    #[serde(default)]
    pub(super) monday: Vec<Spanned<Hours>>,
    #[serde(default)]
    pub(super) tuesday: Vec<Spanned<Hours>>,
    #[serde(default)]
    pub(super) wednesday: Vec<Spanned<Hours>>,
    #[serde(default)]
    pub(super) thursday: Vec<Spanned<Hours>>,
    #[serde(default)]
    pub(super) friday: Vec<Spanned<Hours>>,
    #[serde(default)]
    pub(super) saturday: Vec<Spanned<Hours>>,
    #[serde(default)]
    pub(super) sunday: Vec<Spanned<Hours>>,
}
