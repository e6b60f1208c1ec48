/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { execa } from 'execa'
import { root } from '../../../bin/support/processes.ts'
import { defineConfig } from '../../../src/define_config.ts'
import { ecosystemInstances } from '../../../src/processes/main.ts'
import { faultsOf, stagesOf } from '../../helpers/docs/dockerfile.ts'

const guide = await readFile(join(root, 'docs', 'deployment.md'), 'utf8')

/** The one block of the guide in a language, without the line that names its file. */
function blockOf(language: string): string {
  const blocks = [...guide.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(
    ([, name]) => name === language
  )
  if (blocks.length !== 1) throw new Error(`The guide has ${blocks.length} blocks of ${language}`)
  return blocks[0][2]
}

/** Milliseconds in which a process that is asked to end with the defaults may still be working. */
function longestEnd(): number {
  const { drainDelay, drainTimeout } = defineConfig({})
  return drainDelay + drainTimeout
}

test.group('The guide on deployment', () => {
  test('has a Dockerfile without a fault', ({ assert }) => {
    const text = blockOf('dockerfile')
    assert.deepEqual(faultsOf(text), [])
    const [build, run] = stagesOf(text)
    const runs = (stage: typeof build) =>
      stage.instructions.filter(({ name }) => name === 'RUN').map(({ value }) => value)
    assert.includeMembers(runs(build), ['npm ci', 'node ace build'])
    assert.include(runs(run), 'npm ci --omit=dev')
    // Dependencies are installed again only when they have changed
    const order = build.instructions.map(({ name, value }) => `${name} ${value}`)
    assert.isBelow(order.indexOf('RUN npm ci'), order.indexOf('COPY . .'))
    assert.isTrue(run.instructions.some(({ value }) => value.includes('NODE_ENV=production')))
  })

  test('would be told of each fault of a Dockerfile', ({ assert }) => {
    const text = [
      'FROM node AS build',
      'WORKDIR app',
      'RUN cd /app && npm ci',
      'FROM node:24-slim',
      'COPY --from=other /app ./',
      'CMD node bin/server.js',
      'EXPOSE 3333',
    ]
    assert.deepEqual(faultsOf(text.join('\n')), [
      'node has no version',
      'app is relative',
      'cd /app && npm ci: sudo or cd',
      'COPY --from=other /app ./: no stage before has this name',
      'CMD runs in a shell',
      'The process runs as root',
      'CMD is not the last',
    ])
    assert.throws(() => stagesOf('FROM node:24\nINSTALL npm'), /not an instruction/)
  })

  test('has a unit of systemd that leaves a process time to end', async ({ assert, cleanup }) => {
    const text = blockOf('systemd')
    const settings = new Map(
      [...text.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name, value])
    )
    assert.isAbove(Number(settings.get('TimeoutStopSec')) * 1_000, longestEnd())
    assert.equal(settings.get('KillMode'), 'mixed')
    assert.equal(settings.get('ReadWritePaths'), `${settings.get('WorkingDirectory')}/tmp`)

    const folder = await mkdtemp(join(tmpdir(), 'unit-'))
    cleanup(() => rm(folder, { recursive: true }))
    const file = join(folder, 'app@1.service')
    await writeFile(file, text.replace('/usr/bin/node', process.execPath))
    const verified = await execa('systemd-analyze', ['verify', file], { reject: false, all: true })
    // Elsewhere than on Linux with systemd, its own settings are all that is looked at
    if (verified.code !== 'ENOENT') {
      const own = verified.all.split('\n').filter((line) => line.includes('app@1.service'))
      assert.deepEqual(own, [])
    }
  })

  test('has a file of PM2 that the doctor reads as well', async ({ assert, cleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'ecosystem-'))
    cleanup(() => rm(folder, { recursive: true }))
    const file = join(folder, 'ecosystem.config.cjs')
    await writeFile(file, blockOf('js'))
    const { apps } = createRequire(import.meta.url)(file) as {
      apps: { kill_timeout: number; script: string; exec_mode: string }[]
    }
    assert.isAbove(apps[0].kill_timeout, longestEnd())
    assert.equal(apps[0].exec_mode, 'cluster')
    assert.equal(await ecosystemInstances(folder, 4), 2)
  })

  test('names no platform that a heartbeat is too slow for', async ({ assert }) => {
    const client = await readFile(join(root, 'src', 'client', 'connection.ts'), 'utf8')
    const [, interval = ''] = /PING_INTERVAL = ([\d_]+)/.exec(client) ?? []
    const heartbeat = Number(interval.replaceAll('_', ''))
    assert.include(guide, `a heartbeat every ${heartbeat / 1_000} seconds`)
    const rows = [...guide.matchAll(/^\| [^|]+\| after (?:the request timeout, )?(\d+) s/gm)]
    assert.isAbove(rows.length, 2)
    for (const [row, seconds] of rows) assert.isAbove(Number(seconds) * 1_000, heartbeat, row)
  })
})
