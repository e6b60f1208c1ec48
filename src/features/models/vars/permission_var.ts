/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import type { Query } from '../live/main.ts'
import { DerivedQuery } from './derived_query.ts'
import { LiveSource } from './live_source.ts'
import { LiveVar } from './live_var.ts'
import type { LiveVarOptions, Permission } from './live_var.ts'
import { UnreadQuery } from './unread_query.ts'

/** Under which the permission of a state is watched: no var has this name. */
const KEY = '$permission'

/**
 * Whether a visitor may see a state, watched like a var without a value: when a table changes that says so, each open page is
 * asked anew.
 */
export class PermissionVar extends LiveVar {
  readonly #source = new LiveSource<Query>({
    query: new UnreadQuery([]),
    kind: KEY,
    run: async () => null,
  })

  constructor(
    { definition, db, seen }: Omit<LiveVarOptions, 'key' | 'options'>,
    permission: Permission
  ) {
    super({ definition, key: KEY, options: {}, permission, db, seen })
  }

  override get supplies(): readonly string[] {
    return []
  }

  override isShown(): boolean {
    return true
  }

  override valuesOf(): Record<string, JsonValue> {
    return {}
  }

  override query(): DerivedQuery {
    return new DerivedQuery(this.#source, [])
  }
}
