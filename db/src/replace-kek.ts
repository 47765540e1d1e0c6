import type { Sql } from './connect.ts';

/** The same secret under another key, or undefined for what is under it already. @throws for what neither opens */
export type Rewrap = (place: string, wrapped: Buffer) => Buffer | undefined;

const atOnce = 500;

/** Wraps every data key anew, some at a time: what breaks off is taken up again. @returns how many */
export async function rewrapDataKeys(keys: Sql, rewrap: Rewrap): Promise<number> {
  let done = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await keys.begin(async transaction => {
      const some = await transaction<{ identificationId: string; wrapped: Buffer }[]>`
        select identification_id, wrapped from data_key where identification_id > ${after}
        order by identification_id limit ${atOnce} for update`;
      for (const { identificationId, wrapped } of some) {
        const anew = rewrap(identificationId, wrapped);
        if (!anew) continue;
        await transaction`update data_key set wrapped = ${anew} where identification_id = ${identificationId}`;
        done += 1;
      }
      return some;
    });
    const last = rows.at(-1);
    if (!last) return done;
    after = last.identificationId;
  }
}

/** Seals every authenticator's secret anew; what was begun and not confirmed is void. @returns how many */
export async function resealTotpSecrets(owner: Sql, reseal: Rewrap): Promise<number> {
  return owner.begin<number>(async transaction => {
    await transaction`delete from totp_enrolment`;
    const rows = await transaction<{ id: string; totpSecretSealed: Buffer }[]>`
      select id, totp_secret_sealed from app_user where totp_secret_sealed is not null for update`;
    let done = 0;
    for (const { id, totpSecretSealed } of rows) {
      const anew = reseal(id, totpSecretSealed);
      if (!anew) continue;
      await transaction`update app_user set totp_secret_sealed = ${anew} where id = ${id}`;
      done += 1;
    }
    return done;
  });
}
