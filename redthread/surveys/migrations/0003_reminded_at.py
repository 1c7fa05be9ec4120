from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0002_fieldwork'),
    ]

    operations = [
        migrations.AddField(
            model_name='wave',
            name='reminded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='sist minnet om'),
        ),
    ]
