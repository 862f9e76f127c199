"""django-helpdesk as the benchmark runs it: `prepare` makes a desk in this folder, `get_email` takes mail in.

Its own defaults where it has them: SQLite, acknowledgements by the template that it ships.
It asks for STARTTLS whenever the server offers it, so it reads over TLS where the others read plain text.
"""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command

settings.configure(
    SECRET_KEY="only for the benchmark",
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "desk.sqlite3"}},
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.sites",
        "django.contrib.humanize",
        "django.contrib.messages",
        "django.contrib.admin",
        "rest_framework",
        "helpdesk",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    MEDIA_ROOT="media",
    MEDIA_URL="/media/",
    SITE_ID=1,
    HELPDESK_TEAMS_MODE_ENABLED=False,
    EMAIL_HOST="127.0.0.1",
    EMAIL_PORT=int(os.environ["SMTP_PORT"]),
    DEFAULT_FROM_EMAIL="werkbezoek@m50.example",
)
django.setup()


def prepare():
    from helpdesk.models import Queue

    call_command("migrate", verbosity=0)
    call_command("loaddata", "emailtemplate.json", verbosity=0)
    Queue.objects.create(
        title="Werkbezoek",
        slug="werkbezoek",
        email_address="werkbezoek@m50.example",
        allow_email_submission=True,
        email_box_type="imap",
        email_box_host="127.0.0.1",
        email_box_port=int(os.environ["IMAP_PORT"]),
        email_box_user=os.environ["MAIL_USER"],
        email_box_pass=os.environ["MAIL_PASSWORD"],
        email_box_imap_folder="INBOX",
        email_box_interval=0,
    )


if sys.argv[1] == "prepare":
    prepare()
else:
    call_command("get_email", "--quiet")
