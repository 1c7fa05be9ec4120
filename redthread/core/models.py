"""What every stored thing with an address has in common."""

from django.db import models

from redthread.core.ids import new_public_id


class Addressed(models.Model):
    """A thing with a page of its own; `public_id` stands in the address instead of the key."""

    public_id = models.CharField(max_length=20, unique=True, default=new_public_id, editable=False)

    class Meta:
        abstract = True
