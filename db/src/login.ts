import { connectAsOwner, type ServiceRole } from './connect.ts';

/** Lets a service log in with `password` from now on: where a launcher has made the database, and no certificates. */
export async function giveLogin(ownerUrl: string, role: ServiceRole, password: string): Promise<void> {
  const sql = connectAsOwner(ownerUrl);
  try {
    await sql.begin(async transaction => {
      await transaction`
        select set_config('visavis.login', ${role}, true), set_config('visavis.password', ${password}, true)`;
      // no parameters in statements that define something
      await transaction`
        do $$ begin
          execute format('alter role %I login password %L',
            current_setting('visavis.login'), current_setting('visavis.password'));
        end $$`;
    });
  } finally {
    await sql.end();
  }
}
