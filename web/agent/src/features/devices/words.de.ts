import type { en } from './words.en.ts';

export const de: Record<keyof typeof en, string> = {
  'devices.title': 'Geräte',
  'devices.lead':
    'Gearbeitet wird hier nur auf Geräten, die Sie freigegeben haben. Jedes Unternehmen zertifiziert sie außerdem mit seinem eigenen Schlüssel.',
  'devices.person': 'Person',
  'devices.requested': 'Seit',
  'devices.certificates': 'Zertifiziert von',
  'devices.certificates.none': 'Noch niemand',
  'devices.certified': 'bis {date}',
  'devices.certified.over': 'abgelaufen am {date}',
  'devices.state': 'Zustand',
  'devices.state.requested': 'Wartet auf Freigabe',
  'devices.state.approved': 'Freigegeben',
  'devices.state.revoked': 'Gesperrt',
  'devices.none': 'Noch keine Geräte',
  'devices.none.hint': 'Wer sich zum Arbeiten anmeldet, richtet zuerst ein Gerät ein. Danach steht es hier.',
  'devices.fingerprint': 'Fingerabdruck',
  'devices.fingerprint.hint':
    'Acht Gruppen zu vier Zeichen. Groß oder klein, mit oder ohne Striche ist gleich.',
  'devices.approve': 'Freigeben',
  'devices.approve.title': 'Gerät von {name} freigeben',
  'devices.approve.lead':
    'Rufen Sie {name} unter einer Nummer an, die Sie kennen, oder stellen Sie sich daneben, und tippen Sie ab, was auf dem Bildschirm steht. So geben Sie genau diesen Schlüssel frei.',
  'devices.approve.late': 'Dieses Gerät wartet nicht mehr auf eine Freigabe.',
  'devices.approve.differs': 'Das ist nicht der Fingerabdruck dieses Geräts',
  'devices.approve.differs.hint':
    'Vergleichen Sie noch einmal Gruppe für Gruppe. Steht er so auf dem Bildschirm von {name} und passt hier trotzdem nicht, geben Sie nichts frei und sagen Sie der für Sicherheit zuständigen Stelle Bescheid: Jemand könnte einen anderen Schlüssel untergeschoben haben.',
  'devices.revoke': 'Sperren',
  'devices.revoke.title': 'Gerät von {name} sperren?',
  'devices.revoke.lead':
    'Die Konsole und ein laufendes Gespräch darauf enden sofort, und was das Gerät unterschreibt, zählt nicht mehr. Das gilt endgültig; ein neues Gerät kann eingerichtet werden.',
};
