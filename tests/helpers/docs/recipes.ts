/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../../bin/support/processes.ts'
import type { Document, Sample } from './documents.ts'

/** Components in the place of those that a command of a recipe brings, with the same names and props. */
const COMPONENTS = join(root, 'tests', 'fixtures', 'recipes')

/** Whether a document is a recipe: a page with all that it needs, and a test of it. */
export function isRecipe({ path }: Document): boolean {
  return path.startsWith('docs/recipes/')
}

/** What a reader of a recipe has besides: the plugins of the guide on tests, and components. */
async function surroundings(documents: readonly Document[]): Promise<Sample[]> {
  const guide = documents.find(({ path }) => path === 'docs/testing.md')
  const plugins = guide?.samples.filter(({ path }) => path === 'tests/bootstrap.ts') ?? []
  const components: Sample[] = []
  for await (const file of glob('**/*.tsx', { cwd: COMPONENTS })) {
    const code = await readFile(join(COMPONENTS, file), 'utf8')
    components.push({ path: `resources/${file.replaceAll('\\', '/')}`, code, line: 0 })
  }
  return [...plugins, ...components]
}

/**
 * All documents, each recipe with what a reader has besides.
 */
export async function withSurroundings(documents: readonly Document[]): Promise<Document[]> {
  const besides = await surroundings(documents)
  return documents.map((document) =>
    isRecipe(document) ? { ...document, samples: [...document.samples, ...besides] } : document
  )
}

/**
 * The files of several documents, as one application.
 *
 * @throws Error when two documents have different files of one name
 */
export function oneApplication(documents: readonly Document[]): Sample[] {
  const files = new Map<string, Sample>()
  for (const { path: document, samples } of documents) {
    for (const sample of samples) {
      const other = files.get(sample.path)
      if (other && other.code !== sample.code) {
        throw new Error(`${document} has another "${sample.path}" than a document before it`)
      }
      files.set(sample.path, sample)
    }
  }
  return [...files.values()]
}
