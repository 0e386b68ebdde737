"""The first of two bare pages: a title, a link to the other, a small chart."""

import altair as alt
import pandas as pd
import streamlit as st

frame = pd.DataFrame({"month": range(24), "value": [(7 * month + 1) % 11 for month in range(24)]})

st.title("First")
st.page_link("pages/bare/second.py", label="Go to the other page")
st.altair_chart(alt.Chart(frame).mark_line().encode(x="month", y="value"), alt="First chart")
