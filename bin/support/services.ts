/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { root } from './processes.ts'

/** Servers that a test may need, by the tag that says so, with the port where they listen. */
const SERVICES: Record<string, number> = { '@postgres': 5432, '@mysql': 3306, '@redis': 6379 }

/** Programs that a test may start, by the tag that says so. */
const PROGRAMS: Record<string, string> = {
  '@nginx': 'nginx',
  '@haproxy': 'haproxy',
  '@caddy': 'caddy',
}

function isInstalled(program: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter)
  // Where Debian has servers, and few users have it in their PATH
  return [...folders, '/usr/sbin'].some((folder) => existsSync(join(folder, program)))
}

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

async function usedTags(known: string[]): Promise<string[]> {
  let sources = ''
  for await (const file of glob('{tests,demo/tests}/**/*.ts', { cwd: root })) {
    sources += await readFile(join(root, file), 'utf8')
  }
  return known.filter((tag) => sources.includes(`'${tag}'`))
}

/**
 * Tags of the tests that cannot run on this machine, since a server or a program that they need is
 * not there.
 */
export async function missingServices(): Promise<string[]> {
  const tags = await usedTags([...Object.keys(SERVICES), ...Object.keys(PROGRAMS)])
  const found = await Promise.all(
    tags.map((tag) => (tag in PROGRAMS ? isInstalled(PROGRAMS[tag]) : isListening(SERVICES[tag])))
  )
  return tags.filter((_, index) => !found[index])
}
