/** What the ends say to each other beside picture and sound: chat, the customer's camera, photos. */
export { openCameraDesk, type CameraDesk, type CameraDeskState } from './camera-desk.ts';
export { otherCamera, type NamedCamera } from './camera-features.ts';
export { openCameraSource, type CameraChange, type CameraSource } from './camera-source.ts';
export { openChat, type Chat, type ChatEntry, type ChatState } from './chat.ts';
export { openControl, type Control } from './control.ts';
export { lastingLink, type LastingLink } from './lasting-link.ts';
export type { DataChannelName, DataLink, DataMessage } from './link.ts';
export { openPhotoDesk, type PhotoDesk, type PhotoDeskState } from './photo-desk.ts';
export { openPhotoSource, type PhotoSource, type PhotoSourceState } from './photo-source.ts';
export { takePhoto, type TakenPhoto } from './photo-take.ts';
