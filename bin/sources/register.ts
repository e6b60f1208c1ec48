/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Has this process import the sources of the package in place of its build
|--------------------------------------------------------------------------
|
| A condition in `exports` would do it as well, and would be published with
| paths that lead nowhere.
|
*/

import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'
import { sourceOf } from './specifiers.ts'

registerHooks({
  resolve(specifier, context, nextResolve) {
    const file = sourceOf(specifier)
    return nextResolve(file === undefined ? specifier : pathToFileURL(file).href, context)
  },
})
