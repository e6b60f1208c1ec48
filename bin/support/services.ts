/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { root } from './processes.ts'

/** Servers that a test may need, by the tag that says so, with the port where they listen. */
const SERVICES: Record<string, number> = { '@postgres': 5432, '@mysql': 3306, '@redis': 6379 }

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

async function usedTags(): Promise<string[]> {
  let sources = ''
  for await (const file of glob('{tests,demo/tests}/**/*.spec.ts', { cwd: root })) {
    sources += await readFile(join(root, file), 'utf8')
  }
  return Object.keys(SERVICES).filter((tag) => sources.includes(`'${tag}'`))
}

/**
 * Tags of the tests that cannot run on this machine, since the server that they need is not there.
 */
export async function missingServices(): Promise<string[]> {
  const tags = await usedTags()
  const listening = await Promise.all(tags.map((tag) => isListening(SERVICES[tag])))
  return tags.filter((_, index) => !listening[index])
}
