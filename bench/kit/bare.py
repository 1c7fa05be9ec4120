"""One page with one query: `uvicorn bench.kit.bare:application`."""

import os

from django.core.asgi import get_asgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.kit.bare_settings"

PAGE = Engine().from_string("<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1>")


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, name, kind FROM networks_network WHERE id = %s", [1])
        row = cursor.fetchone()
    return HttpResponse(PAGE.render(Context({"name": row[2]})))


urlpatterns = [path("", page)]
application = get_asgi_application()
