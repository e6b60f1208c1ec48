/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'

/** Makes the tables of the books of the lab. @returns drops them */
export async function createLibrary(): Promise<() => Promise<void>> {
  const schema = () => db.connection().schema
  await schema().createTable('lab_authors', (table) => {
    table.increments('id')
    table.integer('owner_id')
    table.string('name')
  })
  await schema().createTable('lab_topics', (table) => {
    table.increments('id')
    table.string('name')
    table.boolean('is_hidden').defaultTo(false)
  })
  await schema().createTable('lab_books', (table) => {
    table.increments('id')
    table.integer('owner_id').notNullable()
    table.string('title')
    table.integer('pages')
    table.integer('author_id')
    table.string('kind')
    table.boolean('is_read').defaultTo(false)
    table.timestamp('updated_at')
  })
  await schema().createTable('lab_book_topic', (table) => {
    table.increments('id')
    table.integer('book_id')
    table.integer('topic_id')
  })
  return async () => {
    for (const table of ['lab_book_topic', 'lab_books', 'lab_topics', 'lab_authors']) {
      await schema().dropTable(table)
    }
  }
}

/** Two books of Ada and one of Grace, five authors of Ada and one of Grace, three topics of which one is hidden. */
export async function fillLibrary(): Promise<void> {
  for (const table of ['lab_book_topic', 'lab_books', 'lab_topics', 'lab_authors']) {
    await db.from(table).delete()
  }
  const authors = ['Ann', 'Ben', 'Cid', 'Dora', 'Ed 100%']
  await db
    .table('lab_authors')
    .multiInsert([
      ...authors.map((name, index) => ({ id: index + 1, owner_id: 1, name })),
      { id: 9, owner_id: 2, name: 'Anna of Grace' },
    ])
  await db.table('lab_topics').multiInsert([
    { id: 1, name: 'Art', is_hidden: false },
    { id: 2, name: 'Biology', is_hidden: false },
    { id: 3, name: 'Secret', is_hidden: true },
  ])
  const times = { updated_at: '2026-01-01 00:00:00' }
  await db.table('lab_books').multiInsert([
    { id: 1, owner_id: 1, title: 'First', pages: 10, author_id: 2, ...times },
    { id: 2, owner_id: 1, title: 'Second', pages: 20, author_id: null, ...times },
    { id: 3, owner_id: 2, title: 'Of Grace', pages: 30, author_id: 9, ...times },
  ])
  await db.table('lab_book_topic').multiInsert([
    { book_id: 1, topic_id: 1 },
    { book_id: 1, topic_id: 3 },
  ])
}

/** Ids of the topics of a book. */
export async function topicsOf(book: number): Promise<number[]> {
  const found = await db.from('lab_book_topic').where('book_id', book).orderBy('topic_id')
  return found.map(({ topic_id: id }: { topic_id: number }) => id)
}
