"""Figures as pictures: SVG for the screen, the phone and paper, each with a table; pure."""
