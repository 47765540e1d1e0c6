import { createLanguage } from '@visavis/ui';
import type { Feature, Verdict } from './verdict.ts';

type Key =
  | `verdict.${Verdict['verdict'] | 'looking'}.${'title' | 'text'}`
  | `feature.${Feature}`
  | `without.${Feature}`
  | 'table.label'
  | 'table.feature'
  | 'table.result'
  | 'table.there'
  | 'table.missing'
  | 'table.missing_optional'
  | 'copy'
  | 'copied'
  | 'no_camera';

const en: Record<Key, string> = {
  'verdict.looking.title': 'Looking at your browser …',
  'verdict.looking.text': 'This takes a few seconds.',
  'verdict.works.title': 'Calls work in this browser',
  'verdict.works.text': 'Picture and sound are encrypted from end to end. Nothing is missing.',
  'verdict.limited.title': 'Calls work in this browser',
  'verdict.limited.text':
    'Picture and sound are encrypted from end to end. What is missing is not needed for a call.',
  'verdict.fails.title': 'Calls do not work in this browser',
  'verdict.fails.text': 'Something that a call needs is missing. A call is never made without encryption.',
  'feature.secure_page': 'Secure page',
  'feature.frames_interface': 'Interface for encryption',
  'feature.worker': 'Encryption in the background',
  'feature.video_encrypted': 'Encrypted picture',
  'feature.voice_encrypted': 'Encrypted sound',
  'feature.elliptic_curves': 'Keys and signatures',
  'feature.key_derivation': 'Key derivation',
  'feature.encryption': 'Encryption',
  'feature.post_quantum': 'Protection against quantum computers',
  'feature.key_store': 'Store for keys',
  'feature.devices': 'Camera and microphone',
  'feature.data_channel': 'Messages in a call',
  'feature.playback': 'Playing recordings',
  'feature.recorder': 'The browser’s own recorder',
  'feature.photo': 'Photos at full resolution',
  'without.secure_page': 'Open the page by https.',
  'without.frames_interface': 'Use a current Chrome, Edge, Firefox or Safari.',
  'without.worker': 'A setting or an extension may keep it from starting.',
  'without.video_encrypted': 'No encrypted picture came through within this page.',
  'without.voice_encrypted': 'No encrypted sound came through within this page.',
  'without.elliptic_curves': 'Use a current browser.',
  'without.key_derivation': 'Use a current browser.',
  'without.encryption': 'Use a current browser.',
  'without.post_quantum': 'Use a current browser.',
  'without.key_store': 'Private windows may not allow it.',
  'without.devices': 'This browser gives pages no camera.',
  'without.data_channel': 'Chat and photos need it.',
  'without.playback': 'Only needed where recordings are watched.',
  'without.recorder': 'Not used by calls.',
  'without.photo': 'Pictures are taken from the video instead.',
  'table.label': 'What a call needs',
  'table.feature': 'Feature',
  'table.result': 'Result',
  'table.there': 'works',
  'table.missing': 'missing',
  'table.missing_optional': 'not needed',
  copy: 'Copy result',
  copied: 'Copied',
  no_camera: 'The camera is not used, and nothing is sent to anyone.',
};

const de: Record<Key, string> = {
  'verdict.looking.title': 'Ihr Browser wird geprüft …',
  'verdict.looking.text': 'Das dauert einige Sekunden.',
  'verdict.works.title': 'Gespräche funktionieren in diesem Browser',
  'verdict.works.text': 'Bild und Ton sind Ende zu Ende verschlüsselt. Es fehlt nichts.',
  'verdict.limited.title': 'Gespräche funktionieren in diesem Browser',
  'verdict.limited.text':
    'Bild und Ton sind Ende zu Ende verschlüsselt. Was fehlt, wird für ein Gespräch nicht gebraucht.',
  'verdict.fails.title': 'Gespräche funktionieren in diesem Browser nicht',
  'verdict.fails.text':
    'Etwas, das ein Gespräch braucht, fehlt. Ohne Verschlüsselung kommt kein Gespräch zustande.',
  'feature.secure_page': 'Sichere Seite',
  'feature.frames_interface': 'Schnittstelle zum Verschlüsseln',
  'feature.worker': 'Verschlüsselung im Hintergrund',
  'feature.video_encrypted': 'Verschlüsseltes Bild',
  'feature.voice_encrypted': 'Verschlüsselter Ton',
  'feature.elliptic_curves': 'Schlüssel und Unterschriften',
  'feature.key_derivation': 'Schlüsselableitung',
  'feature.encryption': 'Verschlüsselung',
  'feature.post_quantum': 'Schutz vor Quantencomputern',
  'feature.key_store': 'Speicher für Schlüssel',
  'feature.devices': 'Kamera und Mikrofon',
  'feature.data_channel': 'Nachrichten im Gespräch',
  'feature.playback': 'Abspielen von Aufzeichnungen',
  'feature.recorder': 'Eigener Rekorder des Browsers',
  'feature.photo': 'Fotos in voller Auflösung',
  'without.secure_page': 'Öffnen Sie die Seite über https.',
  'without.frames_interface': 'Nehmen Sie ein aktuelles Chrome, Edge, Firefox oder Safari.',
  'without.worker': 'Eine Einstellung oder Erweiterung verhindert vielleicht den Start.',
  'without.video_encrypted': 'Innerhalb dieser Seite kam kein verschlüsseltes Bild an.',
  'without.voice_encrypted': 'Innerhalb dieser Seite kam kein verschlüsselter Ton an.',
  'without.elliptic_curves': 'Nehmen Sie einen aktuellen Browser.',
  'without.key_derivation': 'Nehmen Sie einen aktuellen Browser.',
  'without.encryption': 'Nehmen Sie einen aktuellen Browser.',
  'without.post_quantum': 'Nehmen Sie einen aktuellen Browser.',
  'without.key_store': 'Private Fenster lassen ihn manchmal nicht zu.',
  'without.devices': 'Dieser Browser gibt Seiten keine Kamera.',
  'without.data_channel': 'Chat und Fotos brauchen sie.',
  'without.playback': 'Nur nötig, wo Aufzeichnungen angesehen werden.',
  'without.recorder': 'Wird in Gesprächen nicht benutzt.',
  'without.photo': 'Bilder werden stattdessen aus dem Video genommen.',
  'table.label': 'Was ein Gespräch braucht',
  'table.feature': 'Funktion',
  'table.result': 'Ergebnis',
  'table.there': 'funktioniert',
  'table.missing': 'fehlt',
  'table.missing_optional': 'nicht nötig',
  copy: 'Ergebnis kopieren',
  copied: 'Kopiert',
  no_camera: 'Die Kamera wird nicht benutzt, und es wird nichts an andere gesendet.',
};

/** The page's own words, beside those of the app: neither loads the other's. */
export const { useT } = createLanguage<Record<Key, string>>({ en, de });
