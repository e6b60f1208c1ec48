/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import type { Check } from '../../../doctor/main.ts'

/** What is looked at of `config/bodyparser.ts`. */
interface BodyParserConfig {
  multipart?: { autoProcess?: boolean | string[]; limit?: string | number }
}

/** Bytes that any route may take without a reason. */
const MOST = 64 * 1_024 * 1_024

const FILE = 'config/bodyparser.ts'

/** Looks for a body parser that writes large files of anybody to the disk, whatever route they ask for. */
export const multipartCheck: Check = {
  name: 'security/multipart',
  *run({ app, find }) {
    const { multipart } = app.config.get<BodyParserConfig>('bodyparser', {})
    const { autoProcess, limit = 0 } = multipart ?? {}
    const bytes = string.bytes.parse(limit) ?? 0
    if (autoProcess !== true || bytes <= MOST) return
    yield {
      severity: 'warning',
      ...find(FILE, 'autoProcess'),
      reason: `Every route that takes a form writes files of up to ${limit} to the disk, for guests as well, before it has seen them`,
      remedy:
        'Name the routes that take files in autoProcess of config/bodyparser.ts, or lower the limit: events take files without the body parser',
    }
  },
}
