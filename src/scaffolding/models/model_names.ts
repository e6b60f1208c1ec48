/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { posix } from 'node:path'
import string from '@adonisjs/core/helpers/string'
import type { ApplicationService } from '@adonisjs/core/types'
import { namesOfPage, namesOfState } from '../names.ts'
import type { Entity, StateNames } from '../names.ts'

/** A class of the application. */
export interface ClassNames {
  className: string
  /** How others import it: `#models/product`. */
  specifier: string
  fileName: string
}

/** Names of all that is made of a model. */
export interface ModelNames {
  entity: Entity
  model: ClassNames
  transformer: ClassNames
  policy: ClassNames
  validator: { form: string; filters: string; specifier: string; fileName: string }
  state: StateNames
  /** Folder of the pages below `resources/pages`. */
  folder: string
  /** Address of the list: `/products`. */
  route: string
  /** `Products`. */
  title: string
  /** `product`, within a sentence. */
  thing: string
  /** `products`, within a sentence. */
  things: string
  component: {
    className: string
    fileName: string
    folder: string
    /** How the pages import it. */
    specifier: string
  }
  testFileName: string
}

/**
 * Names of all that is made of a model, as Adonis gives them.
 *
 * @param name - `Product`, or `shop/Product` in a folder
 */
export function namesOfModel({ generators }: ApplicationService, name: string): ModelNames {
  const entity = generators.createEntity(name)
  const className = generators.modelName(entity.name)
  const singular = string.snakeCase(className)
  const plural = string.plural(singular)
  const folders = entity.path.split(/[\\/]/).filter((each) => each !== '' && each !== '.')
  const classOf = (folder: string, named: string, fileName: string): ClassNames => ({
    className: named,
    fileName,
    specifier: [`#${folder}`, ...folders, fileName.replace(/\.ts$/, '')].join('/'),
  })
  const validatorFile = generators.validatorFileName(entity.name)
  const variable = string.camelCase(singular)
  const { route, title } = namesOfPage({ path: entity.path, name: plural })
  const folder = posix.join(...folders, plural)
  const componentFolder = posix.join('resources/components', ...folders)
  const componentFile = `${singular}_fields`
  const pages = posix.join('resources/pages', folder)
  return {
    entity,
    model: classOf('models', className, generators.modelFileName(entity.name)),
    transformer: classOf(
      'transformers',
      generators.transformerName(entity.name),
      generators.transformerFileName(entity.name)
    ),
    policy: classOf(
      'policies',
      generators.policyName(entity.name),
      generators.policyFileName(entity.name)
    ),
    validator: {
      ...classOf('validators', '', validatorFile),
      form: `${variable}Validator`,
      filters: `${variable}Filters`,
    },
    state: namesOfState({ path: entity.path, name: plural }),
    folder,
    route,
    title,
    thing: string.sentenceCase(singular),
    things: string.noCase(plural),
    component: {
      className: `${className}Fields`,
      fileName: `${componentFile}.tsx`,
      folder: componentFolder,
      specifier: posix.relative(pages, posix.join(componentFolder, componentFile)),
    },
    testFileName: `${plural}.spec.ts`,
  }
}
