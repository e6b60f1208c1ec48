/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_INVALID_CONFIG } from '../../exceptions.ts'
import { checkGroup } from '../../option_names.ts'
import type { SharedFunctions } from './types.ts'

/** What no key can be called: it would be a promise to JavaScript, or its own prototype. */
const NO_KEYS: ReadonlySet<string> = new Set(['then', '__proto__', 'errors', 'toJSON'])

/**
 * Reads the functions of a configuration.
 *
 * @throws E_INVALID_CONFIG for what is no function, and for a name that is no member of an object
 */
export function resolveShared<Shared extends SharedFunctions>(
  shared: SharedFunctions = {}
): Shared {
  checkGroup('shared', shared)
  for (const [key, read] of Object.entries(shared)) {
    if (!/^[a-z_]\w*$/i.test(key) || NO_KEYS.has(key)) {
      throw new E_INVALID_CONFIG(['shared', `"${key}" cannot be read as a member. Write "basket"`])
    }
    if (typeof read !== 'function') {
      throw new E_INVALID_CONFIG([`shared.${key}`, 'write a function of the HTTP context'])
    }
  }
  return Object.freeze({ ...shared }) as Shared
}
