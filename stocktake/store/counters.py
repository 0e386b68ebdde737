"""Hold the audit against the tables: whatever was written in one transaction must agree."""

import duckdb

# Each gives one row whose first number is how many are wrong, and the sentence that says so.
LOSSES = (
    (
        """
        select count(*) from tables.changes as change
        where change.what = 'submission' and change.about not in (
            select submission.submission_key::varchar from tables.submissions as submission)
        """,
        "{0} submissions named in the audit are missing.",
    ),
    (
        """
        select count(*) from tables.changes as change
        where change.what = 'draft' and change.about not in (
            select draft.draft_key::varchar from tables.drafts as draft)
        """,
        "{0} drafts named in the audit are missing.",
    ),
    (
        """
        with held as (
            select draft_key::varchar as about, 'draft' as what from tables.draft_problems
            union all
            select draft_key::varchar, 'explanations' from tables.explanations
            union all
            select draft_key::varchar,
                case outcome when 'accepted' then 'draft accepted' else 'draft set aside' end
            from tables.draft_outcomes
            union all
            select submission_key::varchar, 'answers' from tables.commentaries
            union all
            select submission_key::varchar, 'answers' from tables.action_updates
            union all
            select submission_key::varchar, 'answers' from tables.policy_step_updates
            union all
            select submission_key::varchar, 'answers' from tables.self_ratings
            union all
            select waiver_key::varchar, 'waiver' from tables.waivers
            union all
            select layout_key, 'layout' from tables.layouts
            union all
            select department_key, 'name matches' from tables.name_matches
            union all
            select priority_key, case rater_type when 'first' then 'first scores' else 'ratings' end
            from tables.given_ratings
            union all
            select rating_round, 'rating round' from tables.rating_rounds
            union all
            select meeting_key::varchar, 'meeting' from tables.meetings
            union all
            select meeting.meeting_key::varchar, 'meeting'
            from tables.agenda_items as item
            join tables.meetings as meeting on meeting.version_key = item.version_key
            union all
            select meeting_key::varchar, 'inquiries' from tables.inquiries
            union all
            select meeting_key::varchar, 'front line' from tables.front_lines
            union all
            select meeting_key::varchar, 'meeting event' from tables.meeting_events
            union all
            select capture_key::varchar, 'capture' from tables.captures
            union all
            select action_key, 'action change' from tables.action_changes
            union all
            select edition_key, 'edition thrown away' from tables.edition_states
        ),
        counted as (
            select held.what, held.about, count(*) as row_count
            from held
            group by held.what, held.about
        ),
        noted as (
            select change.what, change.about, sum(change.row_count) as row_count
            from tables.changes as change
            where list_contains(list_value(
                'draft', 'explanations', 'draft accepted', 'draft set aside', 'answers', 'waiver',
                'layout', 'name matches', 'first scores', 'ratings', 'rating round', 'meeting',
                'inquiries', 'front line', 'meeting event', 'capture', 'action change',
                'edition thrown away'), change.what)
            group by change.what, change.about
            having sum(change.row_count) > 0
        )
        select count(*), coalesce(any_value(coalesce(noted.what, counted.what)), '')
        from noted
        full join counted on counted.what = noted.what and counted.about = noted.about
        where coalesce(noted.row_count, 0) <> coalesce(counted.row_count, 0)
        """,
        "{0} entries of desk and stocktake do not hold what the audit noted, among them: {1}.",
    ),
    (
        """
        select count(*)
        from tables.draft_outcomes as outcome
        where outcome.submission_key not in (
            select submission.submission_key from tables.submissions as submission)
        """,
        "{0} accepted drafts lead to a submission that is missing.",
    ),
    (
        """
        select count(*)
        from tables.submission_effects as effect
        where effect.submission_key not in (
            select submission.submission_key from tables.submissions as submission)
        """,
        "{0} effects belong to a submission that is missing.",
    ),
    (
        """
        select count(*)
        from (
            select submission.file_key from tables.submissions as submission
            union all
            select draft.file_key from tables.drafts as draft
        ) as sent
        where sent.file_key not in (select file.file_key from tables.files as file)
        """,
        "{0} submissions or drafts have lost their file.",
    ),
    (
        """
        select count(*)
        from tables.editions as edition
        where edition.part_count <> (
            select count(*) from tables.edition_parts as part
            where part.edition_key = edition.edition_key)
            and edition.edition_key not in (
                select state.edition_key from tables.edition_states as state)
        """,
        "{0} editions have lost parts.",
    ),
    (
        """
        select count(*) from tables.changes as change
        where change.what = 'edition' and change.about not in (
            select edition.edition_key from tables.editions as edition)
        """,
        "{0} editions named in the audit are missing.",
    ),
    (
        """
        select count(distinct part.edition_key), coalesce(min(part.edition_key), '')
        from tables.edition_parts as part
        where sha256(part.content) <> part.checksum
        """,
        "{0} editions are not what was frozen, among them: {1}.",
    ),
)


def check_counters(database: duckdb.DuckDBPyConnection) -> list[str]:
    """Compare the audit's counters with the tables; give what does not agree, in sentences.

    A database that lost its log opens without a word and is simply short: only the counters
    written in the same transaction as the rows can tell.
    """
    rows = database.execute(
        """
        select submission.submission_key::varchar, submission.observation_count,
            (select count(*) from tables.observations as observation
                where observation.submission_key = submission.submission_key)
        from tables.submissions as submission
        """
    ).fetchall()
    found = [
        f"Submission {key} should hold {expected} figures and holds {held}."
        for key, expected, held in rows
        if expected != held
    ]
    gaps = database.execute(
        "select max(change_number) - count(distinct change_number) from tables.changes"
    ).fetchone()
    if gaps and gaps[0]:
        found.append(f"{gaps[0]} entries of the audit are missing.")
    for query, sentence in LOSSES:
        counted = database.execute(query).fetchone()
        if counted and counted[0]:
            found.append(sentence.format(*counted))
    return found
