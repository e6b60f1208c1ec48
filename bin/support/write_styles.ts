/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Writes the styles of the parts for models into the build
|--------------------------------------------------------------------------
*/

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import packageJson from '../../package.json' with { type: 'json' }
import { STYLE_SHEET } from '../../src/features/models/react/style_sheet.ts'
import { root } from './processes.ts'

await writeFile(join(root, packageJson.exports['./models/react.css']), `${STYLE_SHEET}\n`)
