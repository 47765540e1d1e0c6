import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'training.title': 'Schulungen',
  'training.lead':
    'Gespräche nach einem Regelwerk kommen nur zu denen, die dafür geschult sind, bis einschließlich zum letzten Tag.',
  'training.person': 'Person',
  'training.ruleset': 'Regelwerk',
  'training.ruleset.basic': 'Basis',
  'training.until': 'Gültig bis',
  'training.until.hint': 'Der letzte Tag, an dem sie gilt',
  'training.until.wrong': 'Ein Tag, höchstens fünf Jahre voraus.',
  'training.entered': 'Eingetragen',
  'training.entered.by': '{name}, {date}',
  'training.entered.nobody': 'Einrichtung',
  'training.state': 'Zustand',
  'training.state.valid': 'Gültig',
  'training.state.soon': 'Endet bald',
  'training.state.over': 'Abgelaufen',
  'training.state.missing': 'Keine',
  'training.enter': 'Eintragen',
  'training.renew': 'Auffrischen',
  'training.enter.of': 'Schulung von {name} eintragen',
  'training.enter.title': 'Schulung von {name}',
  'training.enter.lead':
    'Tragen Sie ein, was auf dem Nachweis der Schulung steht. Es ersetzt, was hier stand; im Protokoll bleibt beides.',
  'training.enter.over': 'Dieser Tag ist vorbei: Ab sofort kommen keine Gespräche nach diesem Regelwerk.',
  'training.save': 'Eintragen',
  'training.none': 'Noch niemand',
  'training.none.hint': 'Wer die Rolle Identifizierung bekommt, steht hier.',
};
