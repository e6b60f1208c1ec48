import { BaseSeeder } from '@adonisjs/lucid/seeders'
import { DateTime } from 'luxon'
import User from '#models/user'

export default class extends BaseSeeder {
  async run() {
    const password = 'secret123'
    const emailVerifiedAt = DateTime.now()
    await User.createMany([
      { fullName: 'Sam Shopper', email: 'shopper@example.com', password, emailVerifiedAt },
      {
        fullName: 'Ada Admin',
        email: 'admin@example.com',
        password,
        emailVerifiedAt,
        isAdmin: true,
      },
    ])
  }
}
