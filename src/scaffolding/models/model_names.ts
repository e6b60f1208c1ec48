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
  /** Of what is made, in its folder. */
  entity: Entity
  model: ClassNames & {
    /** Folder of the model below that of all models. */
    path: string
  }
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
  /** How the pages import what is around each of them. */
  frame: string
  testFileName: string
}

/**
 * Names of all that is made of a model, as Adonis gives them.
 *
 * @param name - `Product`, or `shop/Product` in a folder
 * @param folder - of all that is made, which the address begins with: `admin`
 */
export function namesOfModel(
  { generators }: ApplicationService,
  name: string,
  folder = ''
): ModelNames {
  const { path: modelPath } = generators.createEntity(name)
  const entity = generators.createEntity(posix.join(folder, name))
  const className = generators.modelName(entity.name)
  const singular = string.snakeCase(className)
  const plural = string.plural(singular)
  const folders = foldersIn(entity.path)
  const classOf = (
    kind: string,
    named: string,
    fileName: string,
    below: readonly string[] = folders
  ): ClassNames => ({
    className: named,
    fileName,
    specifier: [`#${kind}`, ...below, fileName.replace(/\.ts$/, '')].join('/'),
  })
  const validatorFile = generators.validatorFileName(entity.name)
  const variable = string.camelCase(singular)
  const { route, title } = namesOfPage({ path: entity.path, name: plural })
  const pageFolder = posix.join(...folders, plural)
  const componentFolder = posix.join('resources/components', ...folders)
  const componentFile = `${singular}_fields`
  const pages = posix.join('resources/pages', pageFolder)
  return {
    entity,
    model: {
      ...classOf('models', className, generators.modelFileName(entity.name), foldersIn(modelPath)),
      path: modelPath,
    },
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
    folder: pageFolder,
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
    frame: posix.relative(pages, 'resources/components/crud/crud_page'),
    testFileName: `${plural}.spec.ts`,
  }
}

function foldersIn(path: string): string[] {
  return path.split(/[\\/]/).filter((each) => each !== '' && each !== '.')
}
