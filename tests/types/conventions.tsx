/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Stores, discovery, middleware and rows
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import type { HttpContext } from '@adonisjs/core/http'
import router from '@adonisjs/core/services/router'
import { BaseTransformer } from '@adonisjs/core/transformers'
import type { NextFn } from '@adonisjs/core/types/http'
import { defineConfig } from '../../src/define_config.ts'
import type { Reflex } from '../../src/reflex.ts'
import { AppState } from '../../src/state/main.ts'
import { stores } from '../../src/stores/main.ts'
import type { DiscoveryOptions } from '../../src/types.ts'
import reflexPlugin from '../../src/vite/main.ts'

defineConfig({ store: 'redis', stores: { redis: stores.redis() } })
defineConfig({ store: 'memory' })
defineConfig({ store: 'file', stores: { main: stores.file() } })
// @ts-expect-error: there is no store of that name
defineConfig({ store: 'reids', stores: { redis: stores.redis() } })
// @ts-expect-error: there is no store of that name
defineConfig({ store: 'redis' })

// One object for the server and for Vite
const discovery = {
  states: ['app/**/*_state.ts'],
  boundary: { sharedFolders: ['app/contracts'] },
} satisfies DiscoveryOptions
defineConfig({ ...discovery })
reflexPlugin(discovery)
// @ts-expect-error: the plugin has no other options
reflexPlugin({ ...discovery, view: 'reflex' })

class RoleMiddleware {
  handle(_: HttpContext, next: NextFn, options: { role: string }) {
    return options.role === 'admin' ? next() : undefined
  }
}

const middleware = router.named({ role: async () => ({ default: RoleMiddleware }) })

export function mounted(reflex: Reflex) {
  reflex.mount({ middleware })
  // @ts-expect-error: a list is no collection
  reflex.mount({ middleware: ['auth'] })
  // @ts-expect-error: what is called is a function
  return reflex.mount({ middleware: { auth: 'auth' } })
}

interface Row {
  id: number
  secret: string
  at: Date
}

class RowTransformer extends BaseTransformer<Row> {
  toObject() {
    return this.pick(this.resource, ['id', 'at'])
  }
}

export class RowsState extends AppState {
  async load(rows: Row[], row: Row | null) {
    const all = await this.$serialize(RowTransformer.transform(rows))
    const one = await this.$serialize(RowTransformer.transform(row))
    const at: string | undefined = one?.at
    // @ts-expect-error: the transformer does not choose it
    one?.secret.trim()
    // @ts-expect-error: there may be none
    one.id.toFixed()
    // @ts-expect-error: a row is no resource
    await this.$serialize(rows[0])
    return [at, ...all.map(({ id }) => id.toFixed())]
  }
}
