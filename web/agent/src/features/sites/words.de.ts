import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'sites.title': 'Standorte',
  'sites.lead':
    'Identifizierung und Aufsicht gehen nur aus den Netzen dieser Standorte. Die Verwaltung ist an keinen gebunden.',
  'sites.unbound':
    'Es gibt noch keinen Standort: Gespräche lassen sich von überall führen und beaufsichtigen.',
  'sites.new': 'Neuer Standort',
  'sites.none': 'Noch keine Standorte',
  'sites.none.hint': 'Ab dem ersten kann niemand mehr von anderswo Gespräche führen oder beaufsichtigen.',
  'sites.name': 'Name',
  'sites.name.hint': 'So, wie er bei Ihnen heißt',
  'sites.name.taken': 'Einen Standort mit diesem Namen gibt es schon.',
  'sites.ranges': 'Netze',
  'sites.ranges.hint':
    'Eines je Zeile, etwa 203.0.113.0/24 oder 2001:db8:17::/48, oder einzelne Adressen. Diese Seite kommt von {address}.',
  'sites.ranges.wrong': 'Kein Netz oder zu groß für einen Standort: {ranges}',
  'sites.rooms': 'Was sich dort bestätigen lässt',
  'sites.room.alone_in_closed_room': 'Allein in geschlossenem Raum',
  'sites.room.two_factor_door': 'Tür mit zwei Faktoren',
  'sites.first':
    'Sobald dieser erste Standort gespeichert ist, ist sofort getrennt, wer anderswo arbeitet, auch mitten im Gespräch.',
  'sites.save': 'Speichern',
  'sites.change': 'Ändern',
  'sites.change.title': '{name} ändern',
  'sites.remove': 'Entfernen',
  'sites.remove.title': '{name} entfernen?',
  'sites.remove.lead':
    'Wer dort ist und an keinem anderen Standort, ist sofort getrennt, auch mitten im Gespräch.',
  'sites.remove.last':
    'Das ist der letzte Standort. Ohne ihn lassen sich Gespräche von überall führen und beaufsichtigen.',
};
