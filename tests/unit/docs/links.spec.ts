/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import { anchorOf } from '../../../bin/site/anchors.ts'
import { root } from '../../../bin/support/processes.ts'
import { readDocuments } from '../../helpers/docs/documents.ts'

/** The anchors of a document. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchorOf(heading))
}

/** The links of a document that lead to another place in this repository. */
function linksOf(text: string): string[] {
  const prose = text.replaceAll(/```[\s\S]*?```/g, '')
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
}

test.group('Links of the documentation', () => {
  const documents = readDocuments()

  test('lead to files and headings that exist', async ({ assert }) => {
    const broken: string[] = []
    for (const { path, text } of await documents) {
      for (const link of linksOf(text)) {
        const [file, anchor] = link.split('#')
        const target = file === '' ? join(root, path) : join(root, dirname(path), file)
        if (!existsSync(target)) broken.push(`${path}: ${link}`)
        else if (anchor && !anchorsOf(await readFile(target, 'utf8')).includes(anchor)) {
          broken.push(`${path}: ${link}`)
        }
      }
    }
    assert.deepEqual(broken, [])
  })

  test('lead from the README to every guide', async ({ assert }) => {
    const all = await documents
    const links = linksOf(all.find(({ path }) => path === 'README.md')!.text)
    const guides = all.map(({ path }) => path).filter((path) => path.startsWith('docs/'))
    assert.deepEqual(
      guides.filter((path) => !links.includes(path)),
      []
    )
  })
})
