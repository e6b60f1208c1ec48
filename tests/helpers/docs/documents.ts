/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { root } from '../../../bin/support/processes.ts'

/** A sample of a document: a file of an application. */
export interface Sample {
  /** Path from the root of the application. */
  path: string
  code: string
  /** Line of the document on which the code begins, from 1. */
  line: number
}

/** A document with its samples, which together are part of one application. */
export interface Document {
  /** Path from the root of the package. */
  path: string
  name: string
  text: string
  samples: Sample[]
}

const FENCE = /^( *)```(\w*)[^\n]*\n([\s\S]*?)^ *```$/gm

/** The first line of a sample names its file, and may say more after a colon. */
const FILE_NAME = /^\/\/ ([\w./-]+\.tsx?)(?=$|[:\s])/

/** `resources/pages/cart.tsx` as it is in an application. */
function samplesOf(text: string): Sample[] {
  const samples: Sample[] = []
  for (const match of text.matchAll(FENCE)) {
    const [whole, indent, language, block] = match
    if (language !== 'ts' && language !== 'tsx') continue
    const code = indent === '' ? block : block.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    const line = text.slice(0, match.index).split('\n').length + 1
    const number = samples.length + 1
    // A sample without a name of its own stands where its kind of code does
    const elsewhere = language === 'tsx' ? 'resources/samples/sample_' : 'app/samples/sample_'
    const path = FILE_NAME.exec(code)?.[1] ?? `${elsewhere}${number}.${language}`
    if (samples.some((sample) => sample.path === path)) {
      throw new Error(`Two samples of one document are "${path}":\n${whole}`)
    }
    samples.push({ path, code, line })
  }
  return samples
}

/** README.md, CONTRIBUTING.md and everything in docs/. */
export async function readDocuments(): Promise<Document[]> {
  const paths = ['README.md', 'CONTRIBUTING.md']
  for await (const path of glob('docs/**/*.md', { cwd: root })) paths.push(path)
  return Promise.all(
    paths.sort().map(async (path) => {
      const text = await readFile(join(root, path), 'utf8')
      return {
        path: path.replaceAll('\\', '/'),
        name: basename(path, '.md').toLowerCase(),
        text,
        samples: samplesOf(text),
      }
    })
  )
}
