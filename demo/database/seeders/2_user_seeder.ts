import { BaseSeeder } from '@adonisjs/lucid/seeders'
import User from '#models/user'

export default class extends BaseSeeder {
  async run() {
    await User.createMany([
      { fullName: 'Sam Shopper', email: 'shopper@example.com', password: 'secret123' },
      { fullName: 'Ada Admin', email: 'admin@example.com', password: 'secret123', isAdmin: true },
    ])
  }
}
