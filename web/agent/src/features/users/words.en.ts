import type { UserState } from '@visavis/protocol';

const states = {
  'users.state.active': 'Active',
  'users.state.locked': 'Locked',
  'users.state.invited': 'Has a link',
  'users.state.link_expired': 'Link is over',
  'users.state.disabled': 'Disabled',
} satisfies Record<`users.state.${UserState}`, string>;

export const en = {
  ...states,
  'users.title': 'Accounts',
  'users.lead': 'Who may sign in, and as what. Every change is on record.',
  'users.own_id': 'ID of your organisation, for companies that want to grant you a contract',
  'users.organisation': 'Organisation',
  'users.organisation.all': 'All organisations',
  'users.name': 'Name',
  'users.email': 'E-mail',
  'users.email.taken': 'This address has an account already. It can have but one, wherever it is.',
  'users.roles': 'Roles',
  'users.state': 'State',
  'users.last_sign_in': 'Last sign-in',
  'users.never': 'Never',
  'users.you': 'You',
  'users.none': 'No accounts yet',
  'users.none.hint': 'Invite the first person.',
  'users.invite': 'Invite',
  'users.invite.title': 'Invite somebody',
  'users.invite.make': 'Make account and link',
  'users.own':
    'This is your own account. Somebody else administers it; your password and app are under “Your account”.',
  'users.roles.change': 'Change roles',
  'users.roles.title': 'Roles of {name}',
  'users.roles.lead': 'The person is signed out everywhere and comes in with the new roles.',
  'users.roles.save': 'Save roles',
  'users.reset': 'Reset access',
  'users.reset.title': 'Reset access of {name}',
  'users.reset.lead':
    'What the person has lost opens nothing from now on, and they are signed out everywhere. You get a link for them; you learn no password.',
  'users.reset.password': 'The password is lost',
  'users.reset.totp': 'Phone with the authenticator app, passkeys or recovery codes are lost',
  'users.reset.make': 'Reset and make link',
  'users.new_link': 'New link',
  'users.unlock': 'Unlock',
  'users.locked.hint': 'Locked for a while by too many wrong tries. Ask the person whether it was them.',
  'users.disable': 'Disable',
  'users.disable.title': 'Disable {name}?',
  'users.disable.lead':
    'The person is signed out at once, also from a call, and comes in no more. What they did stays on record.',
  'users.disabled': 'The account is disabled. Enable it first.',
  'users.enable': 'Enable',
  'users.link': 'Link for {name}',
  'users.link.lead':
    'Hand it over in person, or by a way that you know leads to this person alone. It is good once, for three days, and nobody can show it again.',
  'users.link.label': 'Link',
  'users.link.done': 'I have handed it over',
};
