import { sql } from 'drizzle-orm';
import { type Db, rows } from '../platform/database.ts';

/** A calendar day and the moments between which it lies, ISO 8601. */
export interface Day {
  day: string;
  since: string;
  until: string;
}

export interface DayFigures {
  day: string;
  opened: number;
  solved: number;
  first_answer_minutes: number | null;
}

/** In the order given. */
export function selectByDay(db: Db, days: Day[]): Promise<DayFigures[]> {
  return rows<DayFigures>(
    db,
    sql`with days as materialized (
          select place, given->>'day' as day,
            (given->>'since')::timestamptz as since, (given->>'until')::timestamptz as until
          from jsonb_array_elements(${JSON.stringify(days)}::jsonb) with ordinality as list(given, place)
        )
        select days.day, (
            select count(*)::int from tickets where created_at >= since and created_at < until
          ) as opened, (
            select count(*)::int from tickets
            where resolved_at >= since and resolved_at < until and merged_into_id is null
          ) as solved, (
            select percentile_disc(0.5) within group (order by first_answer_minutes) from tickets
            where first_answer_at >= since and first_answer_at < until
          ) as first_answer_minutes
        from days order by place`,
  );
}

export interface AgentFigures {
  id: string;
  name: string;
  answers: number;
  solved: number;
  first_answer_minutes: number | null;
  rating: number | null;
}

/** Who has answered or solved anything since then, who answered most first. */
export function selectByAgent(
  db: Db,
  { since, limit }: { since: string; limit: number },
): Promise<AgentFigures[]> {
  const moment = sql`${since}::timestamptz`;
  return rows<AgentFigures>(
    db,
    sql`with answers as (
          select author_id as id, count(*)::int as count from ticket_entries
          where kind = 'message' and author_kind = 'staff' and created_at >= ${moment} group by 1
        ), solved as (
          select resolved_by as id, count(*)::int as count, avg(rating)::float8 as rating from tickets
          where resolved_at >= ${moment} and resolved_by is not null and merged_into_id is null group by 1
        ), answered as (
          select first_answer_by as id,
            percentile_disc(0.5) within group (order by first_answer_minutes) as minutes
          from tickets where first_answer_at >= ${moment} group by 1
        )
        select staff.id, staff.name, coalesce(answers.count, 0) as answers, coalesce(solved.count, 0) as solved,
          answered.minutes as first_answer_minutes, solved.rating
        from staff
        left join answers on answers.id = staff.id
        left join solved on solved.id = staff.id
        left join answered on answered.id = staff.id
        where answers.id is not null or solved.id is not null or answered.id is not null
        order by 3 desc, 4 desc, staff.name limit ${limit}`,
  );
}
