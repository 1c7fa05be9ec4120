from django.db import migrations, models

from redthread.surveys import locked_rows


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='opencode',
            name='used',
            field=models.PositiveIntegerField(default=0, verbose_name='hvor mange som har svart'),
        ),
        migrations.AddField(
            model_name='spentticket',
            name='retry',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='surveyinvitation',
            name='role',
            field=models.CharField(default='', max_length=20, verbose_name='rolle'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='spentticket',
            name='id',
            field=models.BigIntegerField(editable=False, primary_key=True, serialize=False),
        ),
        migrations.AddConstraint(
            model_name='opencode',
            constraint=models.CheckConstraint(condition=models.Q(('used__lte', models.F('most'))), name='open_code_lets_in_so_many'),
        ),
        # Written by hand, and kept when this file is made anew: see locked_rows.
        migrations.RunPython(locked_rows.install, locked_rows.remove),
    ]
