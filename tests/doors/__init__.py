"""The 24 doors through which what is kept between some may reach others: what each hands out, and to whom."""
