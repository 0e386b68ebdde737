"""The second of two bare pages: a title, a link to the other, a small chart."""

import altair as alt
import pandas as pd
import streamlit as st

frame = pd.DataFrame({"month": range(24), "value": [(7 * month + 2) % 11 for month in range(24)]})

st.title("Second")
st.page_link("pages/bare/first.py", label="Go to the other page")
st.altair_chart(alt.Chart(frame).mark_bar().encode(x="month", y="value"), alt="Second chart")
