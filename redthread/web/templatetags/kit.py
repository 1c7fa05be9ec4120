"""The UI kit: small, keyword-only template tags over the design system."""

from django import template

register = template.Library()
