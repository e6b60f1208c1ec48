/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'

/** A name that a make command was given: `admin/user_list` is a name in a folder. */
export interface Entity {
  path: string
  name: string
}

export interface PageNames {
  /** `user_list.tsx` */
  fileName: string
  /** Pattern of the route: `/admin/user-list`. */
  route: string
  /** `User list` */
  title: string
}

export interface StateNames {
  /** `user_list_state.ts` */
  fileName: string
  /** `UserListState` */
  className: string
  /** How the page calls its state: `userList`. */
  variable: string
  /** How others import it: `#states/admin/user_list_state`. */
  specifier: string
}

function foldersOf({ path }: Entity): string[] {
  return path.split(/[\\/]/).filter((folder) => folder !== '' && folder !== '.')
}

/**
 * Names of a page and its route. A page `index` has the route of its folder.
 */
export function namesOfPage(entity: Entity): PageNames {
  const base = entity.name.replace(/\.tsx$/, '')
  const segments = [...foldersOf(entity), base].map((segment) => string.dashCase(segment))
  if (segments.at(-1) === 'index') segments.pop()

  return {
    fileName: `${string.snakeCase(base)}.tsx`,
    route: `/${segments.join('/')}`,
    title: string.sentenceCase(base),
  }
}

/**
 * Names of a state, with or without `State` at the end of the given one.
 */
export function namesOfState(entity: Entity): StateNames {
  const base = string.snakeCase(entity.name.replace(/\.ts$/, '')).replace(/_state$/, '')
  const module = `${base}_state`

  return {
    fileName: `${module}.ts`,
    className: string.pascalCase(module),
    variable: string.camelCase(base),
    specifier: ['#states', ...foldersOf(entity), module].join('/'),
  }
}
