// What we use of it.
declare module 'libsodium-wrappers-sumo' {
  export interface Pair {
    publicKey: Uint8Array;
    privateKey: Uint8Array;
  }
  export interface Sodium {
    ready: Promise<void>;
    base64_variants: { ORIGINAL: number };
    crypto_pwhash_SALTBYTES: number;
    crypto_pwhash_ALG_ARGON2ID13: number;
    crypto_secretbox_KEYBYTES: number;
    crypto_secretbox_NONCEBYTES: number;
    crypto_box_keypair(): Pair;
    crypto_box_seal(text: Uint8Array, to: Uint8Array): Uint8Array;
    crypto_box_seal_open(box: Uint8Array, key: Uint8Array, secret: Uint8Array): Uint8Array;
    crypto_generichash(length: number, text: Uint8Array): Uint8Array;
    crypto_pwhash(length: number, password: string, salt: Uint8Array, passes: number, bytes: number, kind: number): Uint8Array;
    crypto_scalarmult_base(secret: Uint8Array): Uint8Array;
    crypto_secretbox_easy(text: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array;
    crypto_secretbox_open_easy(box: Uint8Array, nonce: Uint8Array, key: Uint8Array): Uint8Array;
    from_base64(text: string, variant: number): Uint8Array;
    to_base64(bytes: Uint8Array, variant: number): string;
    to_string(bytes: Uint8Array): string;
    memzero(bytes: Uint8Array): void;
    randombytes_buf(length: number): Uint8Array;
  }
  const sodium: Sodium;
  export default sodium;
}
