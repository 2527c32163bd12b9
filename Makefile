# `make` alone lists the commands.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PORT ?= 5000
VENV := .venv
# How many test processes; the browser tests start an app and a Chromium for each.
WORKERS ?= 2
BIN := $(VENV)/bin
PYTHON ?= python3
PO := $(wildcard boligsocial/translations/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
POT := boligsocial/translations/messages.pot
# Dates, addresses and versions: a catalogue with the same sentences is the same file.
UNKEPT := Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By
FLASK := $(BIN)/flask --app app

.PHONY: help run dev test test-tools test-unit test-postgres test-browser chaos mail-chaos power-cut kill-nine injection leak fuzz trail webkit security-mutants scan-code scan sbom outdated sure format scripts translations screenshots clean
# The demo keeps to itself: instance/demo.db, and keys that nobody has to look after.
run dev: export BOLIGSOCIAL_DEMO ?= 1


help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(VENV)/run.stamp $(MO) ## set up, fill an empty database with demo data, serve on http://127.0.0.1:5000 (PORT=...)
	@$(FLASK) migrate up
	@$(FLASK) seed --demo --if-empty
	@$(FLASK) jobs --parent $$$$ & exec $(BIN)/gunicorn --bind 127.0.0.1:$(PORT) --config python:boligsocial.serving app:app

dev: $(VENV)/run.stamp $(MO) ## the same with a server that reloads on change
	@$(FLASK) migrate up
	@$(FLASK) seed --demo --if-empty
	@$(FLASK) jobs --parent $$$$ & exec $(FLASK) run --debug --port $(PORT)

test: test-tools test-unit test-postgres test-browser ## every test; installs what it needs, Chromium and PostgreSQL too

test-tools: $(VENV)/dev.stamp
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(BIN)/python -m tests.postgres
	@$(BIN)/python -m tests.power.recorder

test-unit: $(VENV)/dev.stamp $(MO) ## the tests that need no browser, on SQLite
	@$(BIN)/pytest tests --ignore tests/browser --ignore tests/chaos --ignore tests/webkit --ignore tests/scan -n $(WORKERS) --dist loadfile

# What says the same on any database: texts, rules, headers, and the slow walks through every page; the rooms' own
# tests ask the same queries there.
# `make test-postgres ANY_DATABASE=` runs these as well.
ANY_DATABASE := crawler crawler_finds security_mutants house_rules translations scripts names small_cells demo_is_invented deadlines \
	deadline_command workdays procedures wording language phones serving start headers headers_everywhere static_files \
	passwords fields mailing_kills power_cut pages hostile fields_at_rest at_rest key_rotation copies_at_rest \
	fuzz_forms fuzz_outbox fuzz_photos files_told recusal matrix content_types documents wrapper text_columns statement
test-postgres: $(VENV)/dev.stamp $(MO) ## the tests that meet the database, on a throw-away PostgreSQL
	@$(BIN)/python -m tests.postgres $(BIN)/pytest tests --ignore tests/browser --ignore tests/chaos --ignore tests/webkit --ignore tests/scan \
		$(ANY_DATABASE:%=--ignore tests/test_%.py) -n $(WORKERS) --dist loadfile

# Those have commands of their own: make chaos, injection and leak.
LONG_ROUNDS := chaos/test_quickness browser/test_injection browser/test_leak
# A browser waits more than it works, so more of them fit; one test at a time is handed out, so that none is left for last.
BROWSERS ?= 3
test-browser: $(VENV)/dev.stamp $(MO) ## every page, the flows people do and a short round of faults, in a real headless Chromium
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(BIN)/pytest tests/chaos tests/browser $(LONG_ROUNDS:%=--ignore tests/%.py) -n $(BROWSERS) --maxschedchunk 1

chaos: export TEST_BROWSER := whole
chaos: $(VENV)/dev.stamp $(MO) ## the long round: how quick the log is, 1,000 notes under faults and kills, some 18 minutes
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(BIN)/pytest tests/chaos/test_quickness.py -n0
	@$(BIN)/python -m tests.chaos

mail-chaos: $(VENV)/dev.stamp $(MO) ## the long round: 1,000 notices, a bad mail server, the job killed 20 times, some 3 minutes
	@$(BIN)/python -m tests.mail

power-cut: $(VENV)/dev.stamp $(MO) ## the long round: the power cut at 1,000 moments of the app's writes, some 2 minutes
	@$(BIN)/python -m tests.power cut

kill-nine: $(VENV)/dev.stamp $(MO) ## the long round: the server killed 100 times under 6 writers, some 4 minutes
	@$(BIN)/python -m tests.power kill

injection: $(VENV)/dev.stamp $(MO) ## the long round: 71 hostile texts in every text of every page in Chromium, with controls
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(BIN)/pytest tests/browser/test_injection.py -n0
	@$(BIN)/python -m tests.hostile.injection

leak: $(VENV)/dev.stamp $(MO) ## what a browser gives away after log-out, withdrawal and closing, over many pages
	@$(BIN)/python -m tests.browser.chromium >/dev/null
	@$(BIN)/pytest tests/browser/test_leak.py -n0

fuzz: $(VENV)/dev.stamp $(MO) ## the long round: 10,000 forms and 1,000 deliveries by chance, 5,000 broken pictures
	@FUZZ_FORMS=10000 FUZZ_OUTBOX=1000 FUZZ_PHOTOS=5000 $(BIN)/pytest tests/test_fuzz_*.py -n $(WORKERS)

trail: $(VENV)/dev.stamp $(MO) ## the long round: 200,000 rows of the audit trail are verified in 5 seconds, on both databases
	@$(BIN)/python -m tests.long_trail
	@$(BIN)/python -m tests.postgres $(BIN)/python -m tests.long_trail

webkit: $(VENV)/dev.stamp $(MO) ## the outbox in WebKitGTK, the nearest to Safari that runs on Linux
	@$(BIN)/pytest tests/webkit

security-mutants: $(VENV)/dev.stamp $(MO) ## plant holes in a copy of the code, one at a time, and see the test named for each fail
	@WORKERS=$(WORKERS) $(BIN)/python -m tests.security_mutants

# Scanners pin much, so each has an environment of its own.
.venv-scan/%.stamp: tests/scan/%.txt $(VENV)/bin/python
	@$(PYTHON) -m venv .venv-scan/$* && .venv-scan/$*/bin/pip install -qq --disable-pip-version-check -r $< || { echo "Missing: the packages of $< could not be installed (is the package index reachable?)"; exit 1; }
	@touch $@

scan-code: $(VENV)/dev.stamp .venv-scan/semgrep.stamp ## bandit, and our own rules for semgrep, over the code
	@$(BIN)/pytest tests/scan

scan: scan-code .venv-scan/wapiti.stamp $(MO) ## wapiti and sqlmap against the running app with its demo data, some 50 minutes
	@$(BIN)/python -m tests.scan

sbom: .venv-scan/sbom.stamp ## the list of all libraries, as CycloneDX, in sbom.json
	@.venv-scan/sbom/bin/cyclonedx-py requirements requirements.txt --of JSON -o sbom.json

outdated: $(VENV)/dev.stamp ## which libraries have a newer version
	@$(BIN)/pip list --outdated --disable-pip-version-check

sure: $(VENV)/dev.stamp ## every gate: format, lint, types, translations, tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/djlint --lint --quiet templates
	@$(BIN)/mypy boligsocial tests
	@$(MAKE) --no-print-directory translations
	@git diff --exit-code --stat HEAD -- boligsocial/translations || { echo "translations were out of date: look at them and commit"; exit 1; }
	@$(MAKE) --no-print-directory scan-code
	@$(MAKE) --no-print-directory test

format: $(VENV)/dev.stamp ## put the code in its usual form
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

scripts: $(VENV)/dev.stamp ## build static/app.min.js from static/js/
	@$(BIN)/python -m tests.scripts

translations: $(VENV)/run.stamp ## collect the Danish sentences and bring the English catalogue up to date
	@$(BIN)/pybabel -q extract -F babel.cfg -k N_ -k lazy_gettext --no-location --sort-output --no-wrap -o $(POT) .
	@$(BIN)/pybabel -q update -N --ignore-obsolete --no-wrap -i $(POT) -d boligsocial/translations
	@sed -i.before -E '/^"($(UNKEPT)): /d' $(PO)
	@rm -f $(POT) $(PO:=.before)
	@$(MAKE) --no-print-directory $(MO)

screenshots: $(VENV)/dev.stamp $(MO) ## take the README's pictures from the demo data
	@$(BIN)/python -m tests.browser.chromium
	@$(BIN)/python -m tests.browser.screenshots docs/screenshots

clean: ## remove what was installed and built; the database stays
	@rm -rf $(VENV) .venv-scan $(MO) tests/node/node_modules .pytest_cache .ruff_cache .mypy_cache

%.mo: %.po | $(VENV)/run.stamp
	@$(BIN)/pybabel -q compile -f -i $< -o $@

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Missing: Python 3.11 or newer (as $(PYTHON), or say PYTHON=...)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 && $(BIN)/python -m pip --version >/dev/null 2>&1 \
		|| { rm -rf $(VENV); [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && { apt-get update && apt-get install -y python3-venv; } >/dev/null 2>&1 && $(PYTHON) -m venv $(VENV); } \
		|| { rm -rf $(VENV); echo "Missing: Python's venv module (on Debian or Ubuntu: apt install python3-venv)"; exit 1; }

$(VENV)/run.stamp: requirements.txt $(VENV)/bin/python
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.txt || { echo "Missing: the packages of requirements.txt could not be installed (is the package index reachable?)"; exit 1; }
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt $(VENV)/run.stamp
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements-dev.txt || { echo "Missing: the packages of requirements-dev.txt could not be installed (is the package index reachable?)"; exit 1; }
	@touch $@
