/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'
import { unfitPackages } from '../packages.ts'

/** Looks for packages whose versions this package was not made for. */
export const versionsCheck: Check = {
  name: 'build/versions',
  async *run({ app, find }) {
    for (const { name, version, range } of await unfitPackages(app.makePath().replace(/\/$/, ''))) {
      yield {
        severity: 'error',
        about: name,
        ...find('package.json', `"${name}"`),
        reason: `${name} ${version} is not a version that reflex-adonis works with`,
        remedy: `Install ${name}@${range}`,
      }
    }
  },
}
