/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { APP_STATE_ID } from '../protocol/main.ts'
import type { StateDefinition } from './definition.ts'
import type { StateRegistry } from './state_registry.ts'
import type { Tree, Vars } from './transaction.ts'

/** Gives the states of a tab the vars that their classes have now. */
export function adaptTree(
  tree: Tree,
  registry: StateRegistry,
  renew = (definition: StateDefinition, vars: Vars) => definition.renewVars(vars)
): Tree {
  const adapted: Record<string, Vars> = {}
  for (const [id, vars] of Object.entries(tree)) {
    const definition = registry.get(id)
    // What a tab has for itself of a state with a room is the same in all classes
    if (id === APP_STATE_ID || isOwn(id, registry)) adapted[id] = vars
    if (!definition || definition.inRoom) continue
    adapted[id] = renew(definition, vars)
  }
  return adapted
}

/**
 * Takes up the states of a tab that another build may have stored: what only that build knows stays,
 * for it.
 */
export function adoptTree(tree: Tree, registry: StateRegistry): Tree {
  const adapted = adaptTree(tree, registry, (definition, vars) => definition.adoptVars(vars))
  const foreign = Object.entries(tree).filter(([id]) => id !== APP_STATE_ID && !registry.get(id))
  return { ...Object.fromEntries(foreign), ...adapted }
}

/** Whether it is the id of what tabs have for themselves of a state with a room. */
function isOwn(id: string, registry: StateRegistry): boolean {
  const definition = registry.get(id.replace(/:own$/, ''))
  return definition?.inRoom === true && definition.ownId === id
}
