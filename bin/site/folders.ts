/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { root } from '../support/processes.ts'

/** What only the site has: its start page, its look. */
export const siteRoot = join(root, 'site')

/** Pictures and drawings of the guides. */
export const picturesFolder = join(root, 'docs', 'pictures')

/** The picture of the demo that the README and the start page of the site show. */
export const pictureFile = join(picturesFolder, 'demo.png')

const made = join(root, 'tmp', 'site')

/** The Markdown files from which the site is built: guides and the reference. */
export const pagesFolder = join(made, 'pages')

/** Files that the site has as they are. */
export const filesFolder = join(pagesFolder, 'public')

/** The built site, to be served by any server of files. */
export const outFolder = join(made, 'public')

/** What is kept between builds. */
export const cacheFolder = join(made, 'cache')

/** The public names with what is known of them, which tests look at. */
export const referenceFile = join(made, 'reference.json')
