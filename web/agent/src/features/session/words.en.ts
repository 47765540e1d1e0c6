export const en = {
  'session.title': 'Sign in',
  'session.lead': 'To identify customers and to look after their evidence.',
  'session.email': 'E-mail',
  'session.password': 'Password',
  'session.submit': 'Sign in',
  'session.refused': 'Sign-in failed',
  'session.refused.hint':
    'Check e-mail, password and code. Each code can be used only once: wait for the next one.',
  'session.too_many': 'Too many tries',
  'session.too_many.hint': 'Wait a minute, then try again.',
  'session.offline': 'The server is out of reach',
  'session.offline.hint': 'Check your network and try again.',
  'session.failed': 'The server could not do that',
  'session.failed.hint': 'Try again; if it keeps failing, tell your administrator.',
  'session.expired': 'Your session has ended',
  'session.expired.hint': 'Sign in again to go on.',
  'session.left': 'You are signed out',
  'session.ending': 'Are you still there?',
  'session.ending.hint':
    'Nobody has used this console for a while. You are signed out in {seconds, plural, one {# second} other {# seconds}}.',
  'session.ending.stay': 'Stay signed in',
};
