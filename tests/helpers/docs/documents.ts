/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { root } from '../../../bin/support/processes.ts'
import { LanguageFiles } from '../../../src/features/language/types/main.ts'

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
const FILE_NAME = /^\/\/ ([\w./-]+\.(?:tsx?|json))(?=$|[:\s])/

/** Where `node ace` writes the types of messages. */
export const MESSAGE_TYPES = '.adonisjs/server/messages.d.ts'

/** `resources/pages/cart.tsx` as it is in an application. */
function samplesOf(text: string): Sample[] {
  const samples: Sample[] = []
  for (const match of text.matchAll(FENCE)) {
    const [whole, indent, language, block] = match
    if (language !== 'ts' && language !== 'tsx' && language !== 'json') continue
    const code = indent === '' ? block : block.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
    if (language === 'json') {
      const path = FILE_NAME.exec(code)?.[1]
      if (path === undefined) continue
      // JSON has no comments
      const json = code.slice(code.indexOf('\n') + 1)
      samples.push({ path, code: json, line: text.slice(0, match.index).split('\n').length + 2 })
      continue
    }
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

/** The types that `node ace` writes for the messages among some samples. */
async function messageTypes(samples: readonly Sample[]): Promise<Sample[]> {
  const messages = samples.filter(({ path }) => path.startsWith('resources/lang/'))
  if (messages.length === 0) return []
  const folder = await mkdtemp(join(tmpdir(), 'docs-messages-'))
  try {
    for (const { path, code } of messages) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), code)
    }
    const refuse = (message: string) => {
      throw new Error(message)
    }
    await new LanguageFiles(folder, refuse).writeTypes()
    const code = await readFile(join(folder, MESSAGE_TYPES), 'utf8')
    return [{ path: MESSAGE_TYPES, code, line: 0 }]
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** README.md, CONTRIBUTING.md and everything in docs/. */
export async function readDocuments(): Promise<Document[]> {
  const paths = ['README.md', 'CONTRIBUTING.md']
  for await (const path of glob('docs/**/*.md', { cwd: root })) paths.push(path)
  return Promise.all(
    paths.sort().map(async (path) => {
      const text = await readFile(join(root, path), 'utf8')
      const samples = samplesOf(text)
      return {
        path: path.replaceAll('\\', '/'),
        name: basename(path, '.md').toLowerCase(),
        text,
        samples: [...samples, ...(await messageTypes(samples))],
      }
    })
  )
}
