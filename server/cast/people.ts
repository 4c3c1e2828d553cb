/** Who is in the demonstration. Their passwords are no secrets: the page for signing in shows them. */

export const staffCast = [
  {
    name: 'Ольга Ветрова',
    email: 'olga@otklik.example',
    role: 'admin',
    sees: 'all',
    password: 'lantern-harbour-1',
  },
  {
    name: 'Борис Соколов',
    email: 'boris@otklik.example',
    role: 'agent',
    sees: 'all',
    password: 'meadow-railway-2',
  },
  {
    name: 'Вера Никитина',
    email: 'vera@otklik.example',
    role: 'agent',
    sees: 'own',
    password: 'window-orchard-3',
  },
] as const;

/** The owners of the sandbox's phones; whoever shares the contact there is known by the number. */
export const clientCast = [
  { name: 'Анна Смирнова', phone: '+79161234567', language: 'ru' },
  { name: 'Дмитрий Константинопольский', phone: '+79037654321', language: 'ru' },
  { name: 'Maria Green', phone: '+447400123456', language: 'en' },
] as const;
