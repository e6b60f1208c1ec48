/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the documentation site: what bin/docs.ts and bin/picture.ts run, and what tests look at.
 */

export { anchorOf } from './anchors.ts'
export { outFolder, pagesFolder, pictureFile, referenceFile } from './folders.ts'
export { guides } from './guides.ts'
export { withSiteLinks } from './links.ts'
export { takePicture } from './picture.ts'
export { ABOUT, ADDITIONS, memberAnchor, pageOf, parseComment } from './reference/main.ts'
export type { Reference, ReferenceEntry, ReferenceModule } from './reference/main.ts'
export { buildSite, serveSite } from './site.ts'
