export const en = {
  'reminders.title': 'Ends within 30 days',
  'reminders.api_key':
    'The API key “{name}” ends on {date}. Replace it before, and give the new one to your system.',
  'reminders.certificate':
    'The certificate of {name}’s device ends on {date}. Have the company certify it anew before.',
  'reminders.more': 'And {count} more.',
  'reminders.later': 'Later',
};
