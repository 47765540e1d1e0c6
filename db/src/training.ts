import { trainingWarningDays, type RulesetId, type TrainedPerson } from '@visavis/protocol';
import type { Queryable } from './connect.ts';

export type Training = {
  organisationId: string;
  userId: string;
  ruleset: RulesetId;
  /** The last day, `2027-03-31`. */
  validUntil: string;
  /** Null: no person. */
  enteredBy: string | null;
};

/** In place of an earlier one for the same ruleset. */
export async function recordTraining(sql: Queryable, training: Training): Promise<void> {
  const { organisationId, userId, ruleset, validUntil, enteredBy } = training;
  await sql`
    insert into training (organisation_id, user_id, ruleset, valid_until, entered_by)
    values (${organisationId}, ${userId}, ${ruleset}, ${validUntil}::text::date, ${enteredBy})
    on conflict (user_id, ruleset) do update set
      valid_until = excluded.valid_until, entered_by = excluded.entered_by, entered_at = now()`;
}

/** An ident centre's agents, or the one named, with what they were taught. */
export async function listTrainedPeople(
  sql: Queryable,
  organisationId: string,
  userId?: string,
): Promise<TrainedPerson[]> {
  return sql<TrainedPerson[]>`
    select u.id, u.name, coalesce((
      select jsonb_agg(jsonb_build_object('ruleset', t.ruleset, 'validUntil', t.valid_until, 'enteredBy', e.name,
        'enteredAt', to_char(t.entered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by t.ruleset)
      from training t left join app_user e on e.id = t.entered_by where t.user_id = u.id
    ), '[]') as trainings
    from app_user u
    where u.organisation_id = ${organisationId} and 'agent' = any(u.roles) and u.disabled_at is null
      and (${userId ?? null}::uuid is null or u.id = ${userId ?? null})
    order by u.name, u.id`;
}

/** Why a contract's calls do not come to an agent. */
export type Barred = { name: string; reason: 'passkey_required' | 'training_missing' };

/** Contracts that were granted to an agent's organisation and whose calls do not come to the agent now, by name. */
export async function barredContracts(
  sql: Queryable,
  { organisationId, userId, byPasskey }: { organisationId: string; userId: string; byPasskey: boolean },
): Promise<Barred[]> {
  return sql<Barred[]>`
    select c.name, r.reason
    from contract c
    join contract_grant g on g.contract_id = c.id and g.organisation_id = ${organisationId}
    cross join lateral (
      select 'passkey_required' as reason where c.passkey_required and not ${byPasskey}
      union all select 'training_missing' where not is_trained(${userId}, c.ruleset)
    ) r
    order by c.name, c.id, r.reason`;
}

export type EndingTraining = Pick<Training, 'ruleset' | 'validUntil'>;

/** What an agent needs for the contracts of their organisation, is valid, and soon will not be; the first to end first. */
export async function endingTrainings(
  sql: Queryable,
  { organisationId, userId }: { organisationId: string; userId: string },
): Promise<EndingTraining[]> {
  return sql<EndingTraining[]>`
    select t.ruleset, t.valid_until::text as valid_until
    from training t
    where t.user_id = ${userId} and is_trained(${userId}, t.ruleset)
      and t.valid_until < (now() at time zone 'UTC')::date + ${trainingWarningDays}::int
      and exists (
        select from contract c join contract_grant g on g.contract_id = c.id
        where g.organisation_id = ${organisationId} and c.ruleset = t.ruleset
      )
    order by t.valid_until, t.ruleset`;
}
