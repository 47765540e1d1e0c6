export const en = { 'due.title': 'Due' };
