"""The application that a WSGI server or `flask --app app` loads."""

from boligsocial import create_app

app = create_app()
