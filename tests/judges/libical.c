/* Asks libical what is wrong with calendar objects: its parser, and its table of which property which
 * method must and may have (RFC 5546, chapter 3). One line a file: its name, a tab, and `ok` or the
 * faults. Compiled and run by calendars.py. */

#include <libical/ical.h>
#include <stdio.h>
#include <stdlib.h>

static char *whole(const char *name) {
    FILE *file = fopen(name, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) return NULL;
    long length = ftell(file);
    rewind(file);
    char *text = calloc((size_t)length + 1, 1);
    if (text != NULL && fread(text, 1, (size_t)length, file) != (size_t)length) text = NULL;
    fclose(file);
    return text;
}

/* libical notes what it objects to as properties of the component concerned. */
static int print_faults(icalcomponent *component) {
    int faults = 0;
    icalproperty *fault = icalcomponent_get_first_property(component, ICAL_XLICERROR_PROPERTY);
    for (; fault != NULL; faults++) {
        for (const char *c = icalproperty_get_xlicerror(fault); *c != 0; c++)
            putchar(*c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c);
        fputs("; ", stdout);
        fault = icalcomponent_get_next_property(component, ICAL_XLICERROR_PROPERTY);
    }
    icalcomponent *part = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
    for (; part != NULL; part = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        faults += print_faults(part);
    return faults;
}

int main(int count, char **names) {
    for (int at = 1; at < count; at++) {
        char *text = whole(names[at]);
        printf("%s\t", names[at]);
        icalcomponent *object = text == NULL ? NULL : icalparser_parse_string(text);
        if (object == NULL) {
            puts("cannot be read");
            continue;
        }
        int allowed = icalrestriction_check(object);
        int faults = print_faults(object);
        puts(allowed && faults == 0 ? "ok" : faults == 0 ? "against the table of RFC 5546" : "");
        icalcomponent_free(object);
        free(text);
    }
    return 0;
}
