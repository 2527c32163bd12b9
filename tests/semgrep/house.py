"""A bad and a good example of each rule in house.yaml. Never run, and read by no other tool."""

import hashlib
import random
import re
import secrets
import smtplib
import ssl
import subprocess
import urllib.request
from datetime import datetime

import flask
import requests
from flask import redirect, render_template, render_template_string, request, url_for
from markupsafe import Markup, escape
from peewee import SQL

from boligsocial.access import visible_notes
from boligsocial.clock import now
from boligsocial.models import Note
from boligsocial.web import done, go_to, is_local_path, or_404

# ruleid: no-xml
import xml.etree.ElementTree

# ok: no-xml
import json

# ruleid: no-markup-from-text
Markup(f"<b>{note.text}</b>")
# ok: no-markup-from-text
escape(note.text)

# ruleid: no-template-from-text
render_template_string(f"Hej {name}")
# ok: no-template-from-text
render_template("hej.html", name=name)

# ruleid: no-sql-from-text
db.execute_sql(f"SELECT * FROM note WHERE text = '{words}'")
# ruleid: no-sql-from-text
db.execute_sql("SELECT * FROM note WHERE text = '%s'" % words)
# ruleid: no-sql-from-text
SQL("text = " + words)
# ok: no-sql-from-text
db.execute_sql("SELECT * FROM note WHERE text = ?", (words,))
# ok: no-sql-from-text
SQL("DEFAULT ''")

# ruleid: no-mass-assignment
form.populate_obj(note)
# ruleid: no-mass-assignment
Note.create(**request.form)
# ok: no-mass-assignment
Note.create(text=form.text.data)

# ruleid: only-the-clock-asks-the-time
datetime.now()
# ok: only-the-clock-asks-the-time
now()

# ruleid: no-print
print(note.id)
# ok: no-print
log.info("saved %s", note.id)

# ruleid: no-person-in-a-log
log.info("saved %s", resident.name)
# ruleid: no-person-in-a-log
app.logger.warning(f"refused {user.username}")
# ok: no-person-in-a-log
log.info("saved %s", resident.id)

# ruleid: no-call-without-an-end
urllib.request.urlopen(address)
# ok: no-call-without-an-end
urllib.request.urlopen(address, timeout=10)
# ruleid: no-call-without-an-end
requests.post(address)
# ok: no-call-without-an-end
requests.post(address, timeout=10)
# ruleid: no-call-without-an-end
smtplib.SMTP(host)
# ok: no-call-without-an-end
smtplib.SMTP(host, timeout=30)

# ruleid: no-shell
subprocess.run(f"convert {name}", shell=True)
# ruleid: no-shell
subprocess.run("ls")
# ok: no-shell
subprocess.run(["convert", name], check=True)

# ruleid: no-code-from-text
eval(words)
# ok: no-code-from-text
int(words)


def leave():
    # ruleid: nobody-is-led-elsewhere
    return redirect(request.args["next"])


def leave_by_name():
    target = request.form.get("next", "")
    # ruleid: nobody-is-led-elsewhere
    return done(target)


def stay():
    target = request.form.get("next", "")
    # ok: nobody-is-led-elsewhere
    return go_to(target if is_local_path(target) else url_for(".me"))


def stay_too():
    target = request.args.get("next", "")
    if is_local_path(target):
        # ok: nobody-is-led-elsewhere
        return go_to(target)
    # ok: nobody-is-led-elsewhere
    return go_to(url_for(".me"))


def look(note_id):
    # ruleid: rows-come-from-visible
    note = Note.get_by_id(note_id)
    # ruleid: rows-come-from-visible
    note = Note.get_or_none(Note.id == note_id)
    # ok: rows-come-from-visible
    note = or_404(visible_notes(current_user).where(Note.id == note_id))


# ruleid: no-weak-hash
hashlib.sha1(words)
# ok: no-weak-hash
hashlib.sha256(words)

# ruleid: no-guessable-chance
random.choice(words)
# ok: no-guessable-chance
secrets.choice(words)
# ok: no-guessable-chance
random.SystemRandom().sample(words, 3)

# ruleid: certificates-are-checked
ssl._create_unverified_context()
# ok: certificates-are-checked
ssl.create_default_context()


def search():
    words = request.args["words"]
    # ruleid: no-pattern-from-a-request
    re.search(words, text)
    # ok: no-pattern-from-a-request
    re.search(re.escape(words), text)
    # ruleid: no-format-from-a-request
    words.format(user=user)
    # ok: no-format-from-a-request
    "{} blev fundet".format(words)
