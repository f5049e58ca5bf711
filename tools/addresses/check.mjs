// Addresses as other people's libraries make them, against those that `sovx vault derive` prints.
//
// New words are made here, and the program gets the public part only, as an operator would give it.
// Every address is compared, and read once more by a library that knows what an address is.
//
// CHECK_PROGRAM  the program
// CHECK_DATA_DIR where a server has been started with it
// CHECK_OUT      a folder for the files that it reads
// CHECK_COUNT    addresses per chain

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ed25519 } from '@noble/curves/ed25519.js';
import { base58 } from '@scure/base';
import { HDKey } from '@scure/bip32';
import { generateMnemonic, mnemonicToSeedSync } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { Address, OutScript, TEST_NETWORK, p2wpkh } from '@scure/btc-signer';
import { HDNodeWallet, getAddress } from 'ethers';
import { HDKey as Ed25519Key } from 'micro-key-producer/slip10.js';

const program = process.env.CHECK_PROGRAM;
const out = process.env.CHECK_OUT;
const count = Number(process.env.CHECK_COUNT);

// How extended keys of Bitcoin's test network begin.
const TEST_VERSIONS = { private: 0x04358394, public: 0x043587cf };

function bitcoin(seed) {
  const master = HDKey.fromMasterSeed(seed, TEST_VERSIONS);
  const account = master.derive("m/84'/1'/0'");
  const receiving = HDKey.fromExtendedKey(account.publicExtendedKey, TEST_VERSIONS).deriveChild(0);
  const fingerprint = master.fingerprint.toString(16).padStart(8, '0');
  return {
    network: 'bitcoin-testnet',
    source: `wpkh([${fingerprint}/84h/1h/0h]${account.publicExtendedKey}/0/*)`,
    address: (index) => p2wpkh(receiving.deriveChild(index).publicKey, TEST_NETWORK).address,
    check: (address) => {
      const decoded = Address(TEST_NETWORK).decode(address);
      assert.equal(decoded.type, 'wpkh');
      assert.equal(OutScript.encode(decoded).length, 22);
    },
  };
}

function ethereum(seed) {
  const account = HDNodeWallet.fromSeed(seed).derivePath("m/44'/60'/0'").neuter();
  const receiving = account.deriveChild(0);
  return {
    network: 'ethereum-sepolia',
    source: account.extendedKey,
    address: (index) => receiving.deriveChild(index).address,
    // Throws where the capitals are wrong.
    check: (address) => assert.equal(getAddress(address), address),
  };
}

function solana(seed) {
  const master = Ed25519Key.fromMasterSeed(seed);
  const key = (index) => master.derive(`m/44'/501'/${index}'/0'`).publicKeyRaw;
  const pool = Array.from({ length: count }, (_, index) => base58.encode(key(index)));
  return {
    network: 'solana-devnet',
    source: pool.join('\n'),
    address: (index) => pool[index],
    check: (address) => {
      const point = ed25519.Point.fromBytes(base58.decode(address));
      assert(point.isTorsionFree() && !point.is0());
    },
  };
}

function derived(chain, source) {
  const args = ['vault', 'derive', '--network', chain.network, '--count', String(count)];
  const start = process.hrtime.bigint();
  const printed = execFileSync(program, [...args, ...source], options());
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const [head, ...lines] = printed.trimEnd().split('\n');
  assert.equal(head, 'index,address');
  const addresses = lines.map((line, index) => {
    const [number, address] = line.split(',');
    assert.equal(Number(number), index);
    return address;
  });
  assert.equal(addresses.length, count);
  return { addresses, seconds };
}

function options() {
  const env = { ...process.env, SOVX_DATA_DIR: process.env.CHECK_DATA_DIR, SOVX_LOG: 'warn' };
  delete env.SOVX_DATABASE_URL;
  return { env, encoding: 'utf8', maxBuffer: 1 << 28 };
}

function compare(chain) {
  const file = join(out, `${chain.network}.txt`);
  writeFileSync(file, `${chain.source}\n`);
  const { addresses, seconds } = derived(chain, [file]);
  addresses.forEach((address, index) => {
    assert.equal(address, chain.address(index), `${chain.network} ${index}`);
    chain.check(address);
  });
  assert.equal(new Set(addresses).size, count, `${chain.network}: not all distinct`);
  const imported = ['vault', 'import', '--network', chain.network, '--yes', file];
  execFileSync(program, imported, options());
  assert.deepEqual(derived(chain, []).addresses, addresses, `${chain.network}: imported`);
  const speed = Math.round(count / seconds);
  return `${chain.network} ${speed}/s`;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const seed = mnemonicToSeedSync(generateMnemonic(wordlist, 256));
const speeds = [bitcoin(seed), ethereum(seed), solana(seed)].map(compare);
console.log(`${count} addresses per chain are as expected: ${speeds.join(', ')}`);
