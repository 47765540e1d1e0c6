export const en = { 'identifications.title': 'Identifications' };
