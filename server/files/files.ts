/** Files: kept on the disk, known by their content, given only to those who see what carries them. */
export { attachFiles, filesOf } from './attached.ts';
export { deleteBytes, readBytes, readWhole } from './bytes.ts';
export type { FileSubject } from './files.queries.ts';
export { registerFilesRoutes } from './files.routes.ts';
export { deleteFilesOf, inArchive, personalData, placed } from './personal-data.ts';
export type { FilesPorts } from './reading.ts';
export { keepFile } from './upload.ts';
